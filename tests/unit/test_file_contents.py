"""A picture or document is what its name says, or the writer is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project import DIGEST, minimal_project, page

from sitegen.reading.file_contents import check_content

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....IDAT....\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF....\xff\xd9"
WEBP = b"RIFF\x10\0\0\0WEBPVP8 ........"
PDF = b"%PDF-1.7\n...\nstartxref\n0\n%%EOF\n"
ZIP = b"PK\x03\x04\x14\0[Content_Types].xml"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("png", PNG),
        ("png", JPEG),
        ("png", PNG + b"more"),
        ("jpg", JPEG),
        ("jpeg", JPEG + b"\0\0film"),
        ("gif", b"GIF89a...;"),
        ("webp", WEBP),
        ("avif", b"\0\0\0\x1cftypavif\0\0\0\0"),
        ("avif", b"\0\0\0\x20ftypmif1\0\0\0\0avifmiaf"),
        ("pdf", PDF),
        ("pdf", b"\n\xef\xbb\xbf" + PDF),
        ("mp3", b"ID3\x04"),
        ("mp3", b"\xff\xfb\x90"),
        ("mp4", b"\0\0\0\x18ftypmp42"),
        ("txt", "Grüße".encode()),
        ("txt", "Grüße".encode("utf-16")),
        ("txt", b"MZ is how it begins"),
        ("csv", "a,b\n1,2\n".encode("utf-16")),
        ("txt", b"BZh, he said"),
        ("csv", b"PK,name\n1,Ahmed\n"),
        ("csv", b"<5,>5\n1,2\n"),
    ],
)
def test_what_is_as_it_is_called_is_no_problem(kind: str, data: bytes) -> None:
    assert check_content(f"content/assets/a.{kind}", kind, data) == []


@pytest.mark.parametrize("kind", ["png", "jpg", "pdf", "mp3", "mp4", "webp"])
@pytest.mark.parametrize("data", [ZIP, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"MZ\x90\0", b"Rar!\x1a\x07"])
def test_what_would_be_refused_under_its_own_name_is_refused(kind: str, data: bytes) -> None:
    (problem,) = check_content(f"content/assets/a.{kind}", kind, data)
    assert (problem.code, problem.severity) == ("asset-disguised", "error")


@pytest.mark.parametrize("kind", ["png", "jpg", "pdf", "mp3", "mp4", "webp"])
@pytest.mark.parametrize("data", [b"\xcf\xfa\xed\xfe", b"\xfd7zXZ\0", b"MSCF\0", b"SQLite format 3\0", b"!BDN"])
def test_programs_packed_files_and_databases_are_refused_by_any_name(kind: str, data: bytes) -> None:
    (problem,) = check_content(f"content/assets/a.{kind}", kind, data)
    assert problem.code == "asset-disguised"


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("pdf", b"", "empty"),
        ("txt", b"", "empty"),
        ("jpg", bytes(9000), "zeros"),
        ("pdf", PDF[:20], "cut off"),
        ("jpg", b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "HEIC"),
        ("png", b"\0\0\0\x18ftypmsf1\0\0\0\0", "HEIC"),
        ("png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "points to the file"),
        ("mp4", b"/annex/objects/SHA256E-s1--0.mp4\n", "points to the file"),
        ("csv", b"../../.git/annex/objects/ab/cd/SHA256E-s1--0.csv", "points to the file"),
        ("pdf", b"[InternetShortcut]\r\nURL=https://other.example/a.pdf\r\n", "shortcut"),
        ("png", b"L\0\0\0\x01\x14\x02\0\0\0", "shortcut"),
        ("pdf", b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        ("csv", b"\xef\xbb\xbf\n<html><head>", "web page"),
        ("mp4", b"<!-- x --><HTML>", "web page"),
        ("png", b"BM6\0\0\0", "something else"),
        ("png", PDF, "something else"),
        ("pdf", PNG, "something else"),
        ("mp3", PNG, "something else"),
        ("mp4", JPEG, "something else"),
        ("txt", PNG, "something else"),
        ("txt", PDF, "something else"),
        ("csv", "a,b\n1,2\n".encode("utf-16-le"), "UTF-16"),
        ("csv", "a,b\n1,2\n".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_what_readers_could_not_open_stops_the_build(kind: str, data: bytes, why: str) -> None:
    (problem,) = check_content(f"content/assets/a.{kind}", kind, data)
    assert (problem.code, problem.severity) == ("asset-broken", "error")
    assert why in problem.message
    assert problem.hint


@pytest.mark.parametrize(("name", "data"), [("rota.xlsx", ZIP), ("scan.tif", b"II*\0"), ("old.doc", b"")])
def test_of_a_kind_that_is_not_published_no_more_is_told_than_that(tmp_path: Path, name: str, data: bytes) -> None:
    project = minimal_project(tmp_path).write(f"content/assets/{name}", data)
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, f"[x](../../assets/{name})"))
    told = [problem["code"] for problem in project.check().report["problems"] if problem["path"].endswith(name)]
    assert told == ["asset-kind"]
