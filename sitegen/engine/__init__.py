"""Snapshot in, tree out: the only place where meaning meets memory.

Snapshot --parse each file--> facts, words   remembered, per file                parsing
         --plan the site----> Outline        recalled while the facts are the same  planning, outlining
         --make each--------> Tree           where its row, words or frame differ    making

Nothing is imported here: a build that has nothing to do must not wait for parsers and templates to load.
"""
