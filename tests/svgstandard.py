"""The names of the SVG standards, SVG 1.1, Tiny 1.2 and 2, as their indexes list them; and those that we refuse."""

from __future__ import annotations

ELEMENTS = frozenset(
    """
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform animation audio
    canvas circle clipPath color-profile cursor defs desc discard ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter font font-face
    font-face-format font-face-name font-face-src font-face-uri foreignObject g glyph glyphRef handler hkern
    iframe image line linearGradient listener marker mask metadata missing-glyph mpath path pattern polygon
    polyline prefetch radialGradient rect script set solidColor stop style svg switch symbol tbreak text
    textArea textPath title tref tspan unknown use video view vkern
    """.split()
)
"""All elements."""
REFUSED_ELEMENTS = frozenset(
    """
    animation audio canvas color-profile font-face-uri foreignObject handler iframe listener prefetch script
    unknown video
    """.split()
)
"""They act, or fetch, or hold what does."""
ATTRIBUTES = frozenset(
    """
    about accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent
    attributeName attributeType azimuth bandwidth baseFrequency baseProfile baseline-shift bbox begin bias by
    calcMode cap-height class clip clip-path clip-rule clipPathUnits color color-interpolation
    color-interpolation-filters color-profile color-rendering content contentScriptType contentStyleType
    crossorigin cursor cx cy d datatype defaultAction descent diffuseConstant direction display divisor
    dominant-baseline download dur dx dy edgeMode editable elevation enable-background end event exponent
    externalResourcesRequired fill fill-opacity fill-rule filter filterRes filterUnits flood-color flood-opacity
    focusHighlight focusable font-family font-size font-size-adjust font-stretch font-style font-variant
    font-weight format fr from fx fy g1 g2 glyph-name glyph-orientation-horizontal glyph-orientation-vertical
    glyphRef gradientTransform gradientUnits handler hanging height horiz-adv-x horiz-origin-x horiz-origin-y
    href hreflang id ideographic image-rendering in in2 initialVisibility intercept k k1 k2 k3 k4 kernelMatrix
    kernelUnitLength kerning keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color
    limitingConeAngle local marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
    maskContentUnits maskUnits mathematical max media mediaCharacterEncoding mediaContentEncodings mediaSize
    mediaTime method min mode name nav-down nav-down-left nav-down-right nav-left nav-next nav-prev nav-right
    nav-up nav-up-left nav-up-right numOctaves observer offset opacity operator order orient orientation origin
    overflow overlay overline-position overline-thickness paint-order panose-1 path pathLength
    patternContentUnits patternTransform patternUnits phase ping playbackOrder playbackorder pointer-events
    points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits propagate property r
    radius refX refY referrerpolicy rel rendering-intent repeatCount repeatDur requiredExtensions
    requiredFeatures requiredFonts requiredFormats resource restart result rev rotate rx ry scale seed
    shape-rendering side slope snapshotTime spacing specularConstant specularExponent spreadMethod startOffset
    stdDeviation stemh stemv stitchTiles stop-color stop-opacity strikethrough-position strikethrough-thickness
    string stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width style surfaceScale syncBehavior syncBehaviorDefault syncMaster syncTolerance
    syncToleranceDefault systemLanguage tabindex tableValues target targetX targetY text-anchor text-decoration
    text-overflow text-rendering textLength timelineBegin timelinebegin title to transform transformBehavior
    type typeof u1 u2 underline-position underline-thickness unicode unicode-bidi unicode-range units-per-em
    v-alphabetic v-hanging v-ideographic v-mathematical values vector-effect version vert-adv-y vert-origin-x
    vert-origin-y viewBox viewTarget visibility white-space width widths word-spacing writing-mode x x-height x1
    x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
    """.split()
)
"""All attributes without a namespace, but for those of events, `aria-*` and `data-*`."""
REFUSED_ATTRIBUTES = frozenset(
    """
    about bandwidth content datatype defaultAction editable event handler mediaCharacterEncoding
    mediaContentEncodings mediaSize mediaTime nav-down nav-down-left nav-down-right nav-left nav-next nav-prev
    nav-right nav-up nav-up-left nav-up-right observer overlay phase ping playbackOrder playbackorder propagate
    property resource rev snapshotTime syncBehavior syncBehaviorDefault syncMaster syncTolerance
    syncToleranceDefault timelineBegin timelinebegin transformBehavior typeof
    """.split()
)
"""Of events, of recordings and of notes in Tiny 1.2, which no browser follows; `ping`, which asks a host."""
EVENTS = frozenset(
    """
    onabort onactivate onafterprint onbeforeprint onbegin oncancel oncanplay oncanplaythrough onchange onclick
    onclose oncopy oncuechange oncut ondblclick ondrag ondragend ondragenter ondragexit ondragleave ondragover
    ondragstart ondrop ondurationchange onemptied onend onended onerror onfocus onfocusin onfocusout
    onhashchange oninput oninvalid onkeydown onkeypress onkeyup onload onloadeddata onloadedmetadata onloadstart
    onmessage onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover onmouseup onmousewheel
    onoffline ononline onpagehide onpageshow onpaste onpause onplay onplaying onpopstate onprogress onratechange
    onrepeat onreset onresize onscroll onseeked onseeking onselect onshow onstalled onstorage onsubmit onsuspend
    ontimeupdate ontoggle onunload onvolumechange onwaiting onwheel onzoom
    """.split()
)
"""All attributes that hold script."""
XLINK = frozenset(("actuate", "arcrole", "href", "role", "show", "title", "type"))
XML = frozenset(("base", "id", "lang", "space"))
