"""Small drawings as programs write them: the shape of each program's files, the words our own."""

from __future__ import annotations

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC"
"""A picture of one blue point."""
_DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
_LINKS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

WHOLE = {
    "Inkscape": f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="100" height="60" viewBox="0 0 100 60" version="1.1" id="svg1" sodipodi:docname="plan.svg"
   inkscape:version="1.2.2" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" {_LINKS}
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
  <sodipodi:namedview id="view" pagecolor="#ffffff" inkscape:zoom="1.5" inkscape:current-layer="layer1">
    <inkscape:grid type="xygrid" id="grid1"/></sodipodi:namedview>
  <defs id="defs1"><linearGradient id="g"><stop offset="0" style="stop-color:#ff0000"/></linearGradient>
    <inkscape:path-effect effect="spiro" id="effect1" href="#g"/>
    <linearGradient xlink:href="#g" id="h" inkscape:collect="always" gradientTransform="translate(1,2)"/></defs>
  <metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
    <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
  <g inkscape:label="Layer (one)" inkscape:groupmode="layer" id="layer1">
    <rect style="fill:url(#h);-inkscape-font-specification:'sans, Normal'" width="60" height="40" rx="2"/>
    <text xml:space="preserve" x="5" y="20"><tspan sodipodi:role="line">Saltmere</tspan></text></g>
</svg>
""",
    "Illustrator": f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!-- Generator: Adobe Illustrator, SVG Export Plug-In -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd" [
  <!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
  <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
  <!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
]>
<svg version="1.1" id="Ebene_1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;"
   x="0px" y="0px" viewBox="0 0 90 60" style="enable-background:new 0 0 90 60;" xml:space="preserve">
<style type="text/css">
  .st0{{fill:#7A1F5C;}}
  .st1{{font-family:'MyriadPro-Regular';clip-path:url(#SVGID_2_);}}
</style>
<metadata><?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>
</metadata>
<switch><g i:extraneous="self"><rect class="st0" width="40" height="20"/>
<image style="overflow:visible;" width="1" height="1" xlink:href="data:image/png;base64,{PNG}&#xA;"/>
<text transform="matrix(1 0 0 1 10 40)" class="st1">Fahrzeuge f\u00fcr die Nacht</text></g></switch>
</svg>
""".encode("latin-1"),
    "Excel": f"""<svg width="480" height="288" {_LINKS} overflow="hidden"><defs><clipPath id="clip0">
<rect x="0" y="0" width="480" height="288"/></clipPath></defs><g clip-path="url(#clip0)" transform="translate(0 1)">
<path d="M10 250 10 40" stroke="#D9D9D9" stroke-width="0.75" fill="none" fill-rule="evenodd"/>
<g transform="matrix(-1 0 0 1 5 5)"><image width="1" height="1" xlink:href="data:image/png;base64,{PNG}"
preserveAspectRatio="none"></image></g>
<text fill="#595959" font-family="Calibri,Calibri_MSFontService,sans-serif" font-weight="400" font-size="12"
transform="translate(22 274)">Calls (thousand)</text></g></svg>""",
    "draw.io": f"""<?xml version="1.0" encoding="UTF-8"?>
{_DOCTYPE}<svg {_LINKS} version="1.1" width="121px" height="61px" viewBox="-0.5 -0.5 121 61"
 style="background: transparent; color-scheme: light dark;"><defs/><g data-cell-id="2"><rect width="120" height="60"
 rx="9" fill="#ffffff" style="fill: light-dark(#ffffff, var(--ge-dark-color, #121212));" pointer-events="all"/>
<g fill="#000000" font-family="Helvetica" text-anchor="middle" font-size="12px"><text x="59" y="34">Ask</text></g></g>
</svg>""",
    "matplotlib": f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
{_DOCTYPE}<svg {_LINKS} width="46pt" height="34pt" viewBox="0 0 46 34" version="1.1">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work><dc:date>2026-01-01</dc:date></cc:Work></rdf:RDF>
 </metadata>
 <defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>
 <g id="figure_1"><defs><path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000"/></defs>
  <use xlink:href="#m1" x="9" y="9" style="stroke: #000000"/><g clip-path="url(#p1)"><image
  xlink:href="data:image/png;base64,
{PNG}" id="image1" transform="scale(1 -1) translate(0 -1)" width="1" height="1"/></g></g>
</svg>""",
    "Mermaid": """<svg id="m" width="100%" xmlns="http://www.w3.org/2000/svg" class="flowchart" style="max-width: 9px;"
viewBox="0 0 90 60" role="graphics-document document" aria-roledescription="flowchart-v2"><style>
#m{font-family:"trebuchet ms",verdana;}@keyframes edge{from{stroke-dashoffset:0;}}#m .edge>path:not(.x){animation:
edge 50s linear infinite;}#m .node{filter:drop-shadow( 1px 2px 2px rgba(185,185,185,1));}:root{--f:arial;}</style>
<g><marker id="end" viewBox="0 0 10 10" refX="5" markerUnits="userSpaceOnUse" orient="auto"><path d="M 0 0 L 9 5 z"/>
</marker><path d="M0,0L9,9" marker-end="url(#end)" data-points="W3siIn1d"/><text><tspan>Held back?</tspan></text></g>
</svg>""",
    "Graphviz": f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
{_DOCTYPE}<svg width="62pt" height="44pt" viewBox="0.00 0.00 62.00 44.00" {_LINKS}>
<g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 40)"><title>G</title><polygon fill="white"
 stroke="transparent" points="-4,4 -4,-40"/><text text-anchor="middle">Ask</text></g></svg>""",
    "a chart that moves": """<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"><animate
attributeName="height" from="0" to="9" dur="1s" fill="freeze"/><animateTransform attributeName="transform"
type="rotate" values="0 5 5;360 5 5" dur="2s"/><set attributeName="fill" to="rgb(1,2,3)" begin="click"/>
</rect></svg>""",
    "fonts of its own": """<svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[
@font-face { font-family: Own; src: local("Own"), url(data:font/woff2;base64,d09GMgAB) format("woff2") }
@media (prefers-color-scheme: dark) { text { fill: #fff } } ]]></style><text>Words</text></svg>""",
}
"""Get in as they are."""


def svg(inner: str, **spaces: str) -> bytes:
    """A drawing that holds this, with these namespaces besides those of SVG and XLink."""
    more = "".join(f' xmlns:{name}="{space}"' for name, space in spaces.items())
    return f"<svg {_LINKS}{more}>\n{inner}\n</svg>".encode()
