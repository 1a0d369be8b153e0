"""Snapshot in, tree out: the only place where meaning meets memory.

Snapshot --parse each file--> values      remembered, per file    parsing
         --make_catalog-----> Catalog     every time              planning
         --plan_pages-------> pages       every time              planning
         --make each--------> Tree        remembered, per page    making

Nothing is imported here: a build that has nothing to do must not wait for parsers and templates to load.
"""
