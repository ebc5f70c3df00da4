"""What LibreOffice saves in its own and in older formats is read back whole: every form, every value in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.forms.fill import fill
from goalbook.importing.sources.office import converted
from goalbook.importing.sources.open import source_lines

from site_tests.helpers.office import as_docx, as_xlsx
from site_tests.helpers.shipped import FORMS
from site_tests.importing.test_formats import saved_as
from site_tests.importing.test_matrix import brought_in, made, values_of

# `test_formats.py` has a sample of these that is tried each time.
pytestmark = pytest.mark.full
UNPRINTED = {"stage", "approved", "published", "money_unit", "year"}


@pytest.mark.parametrize("wanted", ["ods", "xls", "odt", "rtf"])
@pytest.mark.parametrize("form", [name for name in FORMS if FORMS[name].tables])
def test_every_form_comes_back(form: str, wanted: str, tmp_path: Path) -> None:
    """By what the file holds: its name says nothing."""
    document = made(form)[0]
    write, suffix = (as_xlsx, ".xlsx") if wanted in ("ods", "xls") else (as_docx, ".docx")
    saved = saved_as(write(fill(FORMS[form], document)), suffix, wanted, tmp_path)
    lines = source_lines(saved, ".bin")
    lines = source_lines(*converted(saved, lines)) if isinstance(lines, str) else lines
    assert not isinstance(lines, str)
    brought = brought_in(lines, form, document)
    there, truth = dict(values_of(brought.document)), dict(values_of(document))
    assert {path: text for path, text in truth.items() if path not in UNPRINTED} == {
        path: text for path, text in there.items() if path not in UNPRINTED
    }
    assert (brought.left, brought.other, brought.misplaced) == ((), (), ())
