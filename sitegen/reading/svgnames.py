"""What a drawing may hold, by name: SVG 1.1 and 2 without what acts or fetches, and what drawing programs add.

Sources: SVG 1.1 (Second Edition), appendices L and M; SVG 2, appendices F and G; Scalable Vector Graphics Tiny 1.2.
The parts of SVG that are not here are left out on purpose; `tests/unit/test_drawings.py` names each.
"""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ELEMENTS = frozenset(
    """
    a altGlyph altGlyphDef altGlyphItem circle clipPath cursor defs desc ellipse g image line linearGradient marker mask
    metadata path pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath title tref
    tspan use view
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter
    font font-face font-face-format font-face-name font-face-src glyph glyphRef hkern missing-glyph vkern
    animate animateColor animateMotion animateTransform discard mpath set
    hatch hatchpath mesh meshgradient meshpatch meshrow solidColor solidcolor
    flowDiv flowPara flowRegion flowRoot flowSpan tbreak textArea
    """.split()
)
"""The last two rows are from drafts; Inkscape writes them, browsers pass over them."""

MOVING = frozenset(("animate", "animateColor", "animateMotion", "animateTransform", "set"))
"""Elements that set an attribute of another one, called in `attributeName`."""
PICTURES = frozenset(("image", "feImage"))
"""Elements that may show a picture which is part of the file."""

WORDS = frozenset(
    """
    arabic-form attributeName attributeType baseProfile begin class contentScriptType contentStyleType
    crossorigin download enable-background end fetchpriority focusHighlight focusable format fr g1 g2 glyph-name
    glyphRef href hreflang id in in2 initialVisibility lang local media name orient panose-1 referrerpolicy rel
    requiredExtensions requiredFeatures requiredFonts requiredFormats result role string systemLanguage tabindex target
    title type u1 u2 unicode unicode-range version viewTarget widths zoomAndPan
    """.split()
)
"""Attributes without a namespace whose values are names and words, and styles to nobody."""

VALUES = frozenset(
    """
    style transform gradientTransform patternTransform hatchTransform transform-origin transform-box d path points
    x x1 x2 y y1 y2 cx cy r rx ry fx fy dx dy width height viewBox preserveAspectRatio refX refY rotate offset
    pathLength textLength lengthAdjust startOffset method spacing side pitch
    clipPathUnits gradientUnits maskContentUnits maskUnits markerUnits markerWidth markerHeight patternContentUnits
    patternUnits hatchUnits hatchContentUnits filterUnits filterRes primitiveUnits spreadMethod
    externalResourcesRequired accumulate additive by calcMode dur from keyPoints keySplines keyTimes max min origin
    repeatCount repeatDur restart to values
    amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent intercept k k1 k2 k3 k4
    kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order pointsAtX pointsAtY pointsAtZ
    preserveAlpha radius scale seed slope specularConstant specularExponent stdDeviation stitchTiles surfaceScale
    tableValues targetX targetY xChannelSelector yChannelSelector z
    accent-height alphabetic ascent bbox cap-height descent hanging horiz-adv-x horiz-origin-x horiz-origin-y
    ideographic mathematical orientation overline-position overline-thickness slope stemh stemv strikethrough-position
    strikethrough-thickness underline-position underline-thickness units-per-em v-alphabetic v-hanging v-ideographic
    v-mathematical vert-adv-y vert-origin-x vert-origin-y x-height
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
    color-profile color-rendering cursor direction display dominant-baseline fill fill-opacity fill-rule filter
    flood-color flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust
    font-stretch font-style font-variant font-variation-settings font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering inline-size isolation kerning letter-spacing lighting-color line-height
    marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
    rendering-intent shape-inside shape-margin shape-padding shape-rendering shape-subtract solid-color solid-opacity
    stop-color stop-opacity stroke stroke-alignment stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration text-decoration-color
    text-decoration-line text-decoration-style text-orientation text-overflow text-rendering unicode-bidi vector-effect
    visibility white-space word-spacing writing-mode
    """.split()
)
"""Attributes without a namespace that are numbers or styles: with a bracket in them they are read as styles."""

PREFIXES = ("aria-", "data-", "ecmeta_")
"""Attributes of these beginnings are words for programs: of the page, of ECharts, and for those that read aloud."""

LINKED = frozenset(("actuate", "arcrole", "href", "role", "show", "title", "type"))
"""Attributes of XLink."""
LANGUAGE = frozenset(("id", "lang", "space"))
"""Attributes of XML itself; `base` would turn every `#name` into an address elsewhere."""

EDITORS = (
    "http://www.inkscape.org/namespaces/",
    "http://inkscape.sourceforge.net/",
    "http://sodipodi.sourceforge.net/",
    "http://www.openswatchbook.org/uri/2009/osb",
    "http://ns.adobe.com/",
    "adobe:ns:meta/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://iptc.org/std/",
    "http://schemas.microsoft.com/visio/2003/SVGExtensions/",
    "http://www.corel.com/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.figma.com/",
    "https://www.figma.com/",
    "http://xml.openoffice.org/svg/export",
    "http://vectornator.io",
    "https://boxy-svg.com",
    "http://www.vectorstyler.com",
    "http://krita.org/namespaces/",
    "https://vecta.io/",
    "https://penpot.app/",
    "http://svg-edit.googlecode.com",
    "http://www.freecad.org/wiki/",
    "https://www.freecad.org/wiki/",
    "http://www.freecadweb.org/wiki/",
    "http://www.boxysvg.com",
    "http://www.vectornator.io",
    "http://www.w3.org/2001/XMLSchema",
    "http://svgjs.com/svgjs",
    "http://svgjs.dev/svgjs",
)
"""Beginnings of the namespaces in which drawing programs keep their notes. Browsers pass over whatever is in them."""

NOTES = frozenset(("xpacket", "adobe-xap-filters", "plantuml", "plantuml-src"))
"""Processing instructions that are notes, too."""
