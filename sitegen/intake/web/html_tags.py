"""Elements of HTML by what they are to a reader of words."""

from __future__ import annotations

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table
    tbody td tfoot th thead tr ul
    """.split()
)
"""Those that begin and end a paragraph."""
LISTS = frozenset(("ul", "ol", "menu"))
EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Those that hold nothing and are never closed."""
UNSHOWN = frozenset("script style title template noscript xml svg iframe object audio video canvas".split())
"""Those whose text nobody sees."""
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), LISTS),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""Which elements end where another of the kind begins, as HTML has it, and what holds them apart."""
