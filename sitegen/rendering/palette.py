"""From one brand colour to the colours of a light and a dark page, all legible.

Lightness is changed in OKLCH (Ottosson 2020, "A perceptual color space for image processing"), so that hue and
strength stay; contrast is WCAG 2.2's, 1.4.3.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from sitegen.problems import project_files as problems
from sitegen.problems.problem import Place, Problem

ENOUGH = 4.5
_COMFORT = 7.0  # on a dark page, where thin bright lines tire the eye sooner
_LIGHT, _DARK = "#ffffff", "#182325"


class Palette(NamedTuple):
    """The colours that depend on the brand, as `#rrggbb`."""

    brand: str
    brand_ink: str
    """Text on the brand colour."""
    link: str


def check_brand(colour: str, at: Place) -> list[Problem]:
    """A brand colour must be legible on white; the dark page's is derived so that it is."""
    if not colour or contrast(colour, _LIGHT) >= ENOUGH:
        return []
    return [problems.pale_colour(at, colour, f"{contrast(colour, _LIGHT):.1f}", legible(colour, _LIGHT))]


def palettes(brand: str) -> tuple[Palette, Palette]:
    """The palette of a light page and of a dark one."""
    light = legible(brand, _LIGHT)
    dark = legible(brand, _DARK, _COMFORT)
    return Palette(light, _ink(light), light), Palette(dark, _ink(dark), dark)


def legible(colour: str, background: str, enough: float = ENOUGH) -> str:
    """The colour itself where it is legible on the background, else the nearest lightness that is."""
    if contrast(colour, background) >= enough:
        return colour
    lightness, chroma, hue = _to_oklch(colour)
    step = -0.005 if _luminance(background) > 0.5 else 0.005
    while 0 < lightness < 1:
        lightness += step
        candidate = _from_oklch(lightness, chroma, hue)
        if contrast(candidate, background) >= enough:
            return candidate
    return "#000000" if step < 0 else "#ffffff"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def render_brand(brand: str) -> str:
    """The stylesheet's block of brand colours; empty without a brand."""
    if not brand:
        return ""
    light, dark = map(_variables, palettes(brand))
    return (
        "\n@layer brand {\n"
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme=light]) {{ {dark} }} }}\n"
        f"@media screen {{ :root[data-scheme=dark] {{ {dark} }} }}\n"
        "}\n"
    )


def _variables(palette: Palette) -> str:
    return f"--brand: {palette.brand}; --brand-ink: {palette.brand_ink}; --link: {palette.link};"


def _ink(colour: str) -> str:
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, colour))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return "#" + "".join(f"{round(_gamma(channel) * 255):02x}" for channel in (red, green, blue))
