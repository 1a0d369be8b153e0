"""What a site may add to Markdown: the plug-ins that `sitegen.yaml` may name, known without loading the parser."""

PLUGINS = {
    "admon": "admon_plugin",
    "field_list": "fieldlist_plugin",
    "subscript": "sub_plugin",
    "superscript": "superscript_plugin",
}
"""Modules of mdit-py-plugins, and the function of each."""
