"""Names stand in a list where people look for them, whatever their accents, numbers and marks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

from sitegen.model.collation import list_key


@pytest.mark.parametrize(
    "order",
    [
        ["Echo", "Éducation", "Front desk", "“Quotes”", "Rotas", "Zebra"],
        ["Station 2", "Station 10", "Station 10a", "Station 101", "Stationery"],
        ["2 vans", "007", "10 vans", "Vans"],
        ["Ahmed", "Ärzte", "Azra", "Łukasz", "Lund", "Oslo", "Øystein", "Zoë"],
        ["co-op", "coach", "Cooper", "D’Arcy", "Dare"],
        ["resume", "résumé", "resumed"],
        ["Ward 9", "Ward 12", "Ward A"],
        ["Αθήνα", "Άργος", "Βόλος"],
        ["Station ٢", "Station ١٠"],
    ],
)
def test_a_list_is_in_the_order_in_which_people_look(order: list[str]) -> None:
    for seed in range(5):
        assert sorted(random.Random(seed).sample(order, len(order)), key=list_key) == order


def test_a_number_may_have_any_length() -> None:
    assert list_key("1" * 9_000) < list_key("1" * 9_001)


def test_every_list_of_names_has_this_order(tmp_path: Path) -> None:
    titles = ["Bay 3", "Bay 12", "Élan", "Fleet", "‘Quiet’ rooms", "Rest"]
    project = minimal_project(tmp_path)
    for number, title in enumerate(reversed(titles)):
        project.write(f"content/topics/t{number}.md", page({"title": title}))
        project.write(f"content/people/p{number}.md", page({"name": title}))
        project.write(f"{DIGEST}/e{number}.md", page({"question": title, "topics": [f"t{number}"]}, "Yes."))
    outcome = project.build()
    for route in ("topics/index.html", "people/index.html", "search.html"):
        text = outcome.page(route)
        places = [text.index(f">{title}</a>") for title in titles]
        assert places == sorted(places)
