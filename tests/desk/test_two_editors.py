"""The desk and a text editor in one file at once: whatever order they save in, no save of either is lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desking import ONE, desk_project
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sitegen.desk.changed_files import ChangedFiles
from sitegen.desk.saved_form import save_form
from sitegen.desk.spellings import Spellings
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.reading.field_place import read_typed

if TYPE_CHECKING:
    from pathlib import Path

LONG = "SITEGEN_SWEEP" in os.environ
NAMES = ("asked_by", "in_short", "question")
WORDS = st.lists(st.sampled_from(["a", "van:", "“new”", "#4", "rota", "- b"]), min_size=1, max_size=4).map(" ".join)


class TwoEditors(RuleBasedStateMachine):
    """What must stand in the file, by field and as a body, and what each of the two has on its screen."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.root = desk_project(self.folder).folder
        self.file = self.root / ONE
        self.files, self.spellings = ChangedFiles(self.root), Spellings()
        self.fields, self.body = self._read()
        self.seen = fingerprint_bytes(self.file.read_bytes())

    def _read(self) -> tuple[dict[str, object], str]:
        file = read_typed(self.file.read_bytes().decode())
        assert file is not None
        return dict(file.front.fields.values), file.front.body

    @rule()
    def the_desk_loads_its_page(self) -> None:
        self.seen = fingerprint_bytes(self.file.read_bytes())

    @rule(name=st.sampled_from(NAMES), value=WORDS)
    def the_desk_saves_a_field(self, name: str, value: str) -> None:
        before = self.file.read_bytes()
        saved = save_form(self.files, self.spellings, ONE, self.seen, {name: value})
        if fingerprint_bytes(before) != self.seen:
            assert saved.rivals
            assert self.file.read_bytes() == before
            return
        assert not saved.rivals
        self.fields[name] = value
        self.seen = saved.seen

    @rule(text=WORDS)
    def the_desk_saves_the_body(self, text: str) -> None:
        before = self.file.read_bytes()
        saved = save_form(self.files, self.spellings, ONE, self.seen, {"body": text})
        assert bool(saved.rivals) == (fingerprint_bytes(before) != self.seen)
        if saved.rivals:
            assert self.file.read_bytes() == before
        else:
            self.body, self.seen = text, saved.seen

    @rule(line=WORDS)
    def the_editor_saves_a_line_more(self, line: str) -> None:
        """As editors do, after loading the file again where it is another now."""
        self.file.write_bytes(self.file.read_bytes() + b"\n" + line.encode())
        self.fields, self.body = self._read()

    @rule(word=st.sampled_from(["van", "rota", "tea"]))
    def the_editor_saves_another_title(self, word: str) -> None:
        lines = [line for line in self.file.read_bytes().split(b"\n") if not line.startswith((b"title:", b"  title"))]
        self.file.write_bytes(b"\n".join([lines[0], f"title: The {word}".encode(), *lines[1:]]))
        self.fields, self.body = self._read()

    @invariant()
    def all_that_was_saved_is_there(self) -> None:
        if not hasattr(self, "fields"):
            return
        fields, body = self._read()
        assert body == self.body
        assert {key: str(value).split() for key, value in fields.items()} == {
            key: str(value).split() for key, value in self.fields.items()
        }


def test_no_save_is_lost(tmp_path: Path) -> None:
    TwoEditors.folder = tmp_path
    steps = settings(max_examples=100 if LONG else 25, stateful_step_count=50 if LONG else 20, deadline=None)
    run_state_machine_as_test(TwoEditors, settings=steps)
