"""Pictures, drawings, films and sounds as they are served: what they show, nothing of who made it, where and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.metadata.box_file import box_pieces, is_box_file
from sitegen.metadata.gif import STARTS, gif_pieces
from sitegen.metadata.jpeg import START as JPEG
from sitegen.metadata.jpeg import jpeg_pieces
from sitegen.metadata.png import START as PNG
from sitegen.metadata.png import png_pieces
from sitegen.metadata.sound import is_sound, sound_pieces
from sitegen.metadata.svg_pieces import is_drawing, svg_pieces
from sitegen.metadata.webp import is_webp, webp_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.metadata.piece import FilePiece


def reader_of(data: bytes) -> Callable[[bytes], Iterator[FilePiece]] | None:
    """What takes such a file to pieces, by its first bytes; None where nothing is cut."""
    if data.startswith(JPEG):
        return jpeg_pieces
    if data.startswith(PNG):
        return png_pieces
    if data.startswith(STARTS):
        return gif_pieces
    if is_webp(data):
        return webp_pieces
    if is_box_file(data):
        return box_pieces
    if is_drawing(data):
        return drawing_pieces
    return sound_pieces if is_sound(data) else None


def drawing_pieces(data: bytes) -> Iterator[FilePiece]:
    """The pieces of a drawing, and of what is served of the pictures in it; raises Damaged."""
    return svg_pieces(data, _cut)


CUT = ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "mp3", "mp4")
"""The endings of names of files that are served without their metadata."""


def served_copy(path: str, data: bytes) -> bytes:
    """The copy of a file that is served: the same pixels and sounds, without metadata; other kinds as they are.

    A picture is what its first bytes say, whatever it is called. Raises Damaged where it is broken or ends early:
    there is no half copy.
    """
    return _cut(data) if path.lower().endswith(CUT) else data


def _cut(data: bytes) -> bytes:
    reader = reader_of(data)
    return b"".join([piece.kept for piece in reader(data)]) if reader else data
