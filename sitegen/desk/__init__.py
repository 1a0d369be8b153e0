"""The writer's desk: the preview with hands, from what is to do to the live site, without a terminal.

All that it does is a change to plain files that a text editor could have made.
"""
