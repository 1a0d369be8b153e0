#!/usr/bin/env bash
# python-calamine gives a cell that shows #N/A or #DIV/0! as empty, like one without an answer.
#
# Expected: In a workbook a cell of type "e" holds an error value, which Excel shows as words
#   (ECMA-376, part 1, 18.18.11 ST_CellType). The guess was: the error comes as its text, or as an
#   error, as openpyxl gives "#N/A".
#
# Versions: python-calamine 0.9.1, openpyxl 3.1.5
#
# Seen: an answer that shows #N/A comes as '', the same as a cell without an answer; openpyxl
#   gives '#N/A'.
#
# For this field: A lookup that failed in a sheet of answers is taken for a question that nobody
#   answered, and nothing says that there was something. Look at the cell types in the XML.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-calamine==0.9.1' 'openpyxl==3.1.5'

venv/bin/python - <<'PY'
import openpyxl
import python_calamine

book = openpyxl.Workbook()
for row in (("Question", "Answer"), ("Why so late?", "#N/A"), ("And when?", "#DIV/0!"), ("Who asks?", None)):
    book.active.append(row)
kinds = [cell.data_type for cell in book.active["B"]]
book.save("page.xlsx")

rows = python_calamine.CalamineWorkbook.from_path("page.xlsx").get_sheet_by_index(0).to_python()
other = [cell.value for cell in openpyxl.load_workbook("page.xlsx").active["B"]]
print(kinds, [row[1] for row in rows], "|", other)
if not (kinds == ["s", "e", "e", "n"] and [row[1] for row in rows] == ["Answer", "", "", ""] and other == ["Answer", "#N/A", "#DIV/0!", None]):
    raise SystemExit("This has changed: it is no longer so that python-calamine gives an error as an empty cell and openpyxl as its text.")
print("Still so: python-calamine gives an error as an empty cell, openpyxl as its text.")
PY
