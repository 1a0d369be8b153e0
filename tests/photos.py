"""Pictures for tests: one of a single pixel, and photos with names and positions, made by Pillow and exiftool."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from absent import leave_out

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}
"""The ending of the name, and what Pillow calls the kind."""
WHO = "Canary Jones"
"""Who is named in every field that a program fills."""
SIZE = (48, 32)
HARMLESS = frozenset(
    (
        "ExifToolVersion FileName Directory FileSize FileModifyDate FileAccessDate FileInodeChangeDate "
        "FilePermissions FileType FileTypeExtension MIMEType ExifByteOrder ImageWidth ImageHeight EncodingProcess "
        "BitsPerSample ColorComponents YCbCrSubSampling JFIFVersion ResolutionUnit XResolution YResolution "
        "Orientation ImageSize Megapixels BitDepth ColorType Compression Filter Interlace PixelUnits "
        "PixelsPerUnitX PixelsPerUnitY SRGBRendering Gamma WhitePointX WhitePointY RedX RedY GreenX GreenY BlueX "
        "BlueY Palette Transparency BackgroundColor VP8Version HorizontalScale VerticalScale WebP_Flags "
        "AlphaPreprocessing AlphaFiltering AlphaCompression AlphaIsUsed AnimationFrames AnimationPlays "
        "AnimationIterations AnimationLoopCount FrameCount Duration MajorBrand MinorVersion CompatibleBrands "
        "HandlerType PrimaryItemReference ImageSpatialExtent ImagePixelDepth AV1ConfigurationVersion SeqProfile "
        "SeqLevelIdx0 SeqTier0 HighBitDepth TwelveBit ChromaFormat ChromaSamplePosition InitialDelaySamples "
        "ColorProfiles ColorPrimaries TransferCharacteristics MatrixCoefficients VideoFullRangeFlag Rotation "
        "Mirroring MediaDataSize MediaDataOffset MediaData Free AuxiliaryImageType GIFVersion HasColorMap "
        "ColorResolutionDepth BitsPerPixel PixelAspectRatio DCTEncodeVersion APP14Flags0 APP14Flags1 "
        "ColorTransform ProfileName QuickTime_ColorRep_0x000a "
    ).split()
)
"""The tags of exiftool that tell of the picture itself, or of the file on this disk."""


def pixel(colour: int = 0) -> bytes:
    """A whole PNG of one grey pixel."""
    rows = zlib.compress(bytes((0, colour)))
    chunks = ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, *zip(*chunks, strict=True)))


def chunk(kind: bytes, payload: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(payload).to_bytes(4, "big") + kind + payload + zlib.crc32(kind + payload).to_bytes(4, "big")


def drawn() -> Any:
    """A picture of four unlike quarters, so that every turn of it looks like none of the others."""
    from PIL import Image

    image = Image.new("RGB", SIZE, (220, 30, 40))
    image.paste((30, 160, 60), (SIZE[0] // 2, 0, *SIZE))
    image.paste((40, 60, 200), (0, SIZE[1] // 2, SIZE[0] // 2, SIZE[1]))
    image.paste((250, 220, 40), (0, 0, 9, 5))
    return image


@cache
def profile() -> bytes:
    """A colour profile that is not sRGB: with the primaries of red and blue in each other's place."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    rows = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)}
    red, blue = rows[b"rXYZ"], rows[b"bXYZ"]
    data[red + 4 : red + 12], data[blue + 4 : blue + 12] = data[blue + 4 : blue + 12], data[red + 4 : red + 12]
    return bytes(data)


def photo(kind: str, turn: int = 1, **more: Any) -> bytes:
    """A photo with who, where and how it is turned, and a colour profile."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turn, WHO
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    stream = io.BytesIO()
    fields = {} if kind == "gif" else {"exif": exif, "icc_profile": profile()}
    drawn().save(stream, KINDS[kind], **{**fields, **more})
    return stream.getvalue()


def document(properties: dict[str, str], text: str = "Because.") -> bytes:
    """A PDF of one page."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    def names(**fields: Any) -> DictionaryObject:
        wrapped = {key: NameObject(value) if isinstance(value, str) else value for key, value in fields.items()}
        return DictionaryObject({NameObject(f"/{key}"): value for key, value in wrapped.items()})

    writer, words = PdfWriter(), DecodedStreamObject()
    words.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    page = writer.add_blank_page(200, 200)
    page[NameObject("/Contents")] = writer._add_object(words)
    font = names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    page[NameObject("/Resources")] = names(Font=names(F1=font))
    writer.add_metadata(properties)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def exiftool(*arguments: str) -> str:
    """What exiftool says; missing, it is a failure where CI is set, else a skip that says so."""
    program = shutil.which("exiftool")
    if not program:
        missing = "exiftool is missing: install the package libimage-exiftool-perl"
        leave_out(missing)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


def signed(file: Path) -> None:
    """Write who and where into every field of the file that exiftool knows for its kind."""
    fields = ["Artist", "Copyright", "IPTC:By-line", "XMP:Creator", "XMP-photoshop:CaptionWriter", "Comment"]
    fields += ["PNG:Author", "UserComment", "XPAuthor", "OwnerName", "Photoshop:URL", "ImageDescription"]
    place = ["-GPSLatitude=51.5", "-GPSLatitudeRef=N", "-GPSLongitude=0.12", "-GPSLongitudeRef=W"]
    exiftool("-q", "-m", "-overwrite_original", *(f"-{field}={WHO}" for field in fields), *place, str(file))


def personal(folder: Path) -> dict[str, dict[str, Any]]:
    """What exiftool finds in each picture below the folder but what it looks like."""
    options = ("-json", "-a", "-u", "-U", "-ee", "-r", "-x", "ICC_Profile:all", "-ext", "*")
    rows = json.JSONDecoder().raw_decode(exiftool(*options, str(folder)))[0]
    kinds = (*KINDS, "mp4")
    found = {row["SourceFile"]: row for row in rows if row["SourceFile"].endswith(kinds)}
    assert len(found) >= len(KINDS)
    return {
        path: left
        for path, row in found.items()
        if (left := {key: value for key, value in row.items() if key not in {*HARMLESS, "SourceFile"}})
    }
