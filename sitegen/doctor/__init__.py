"""The doctor: whether this computer, the folder and the hosts are as sitegen needs them.

`computer`, `project_place` and `publish_hosts` each look at one thing and give verdicts, `clock` for two of them.
Nothing is mended.
"""
