"""The packages that can be done without, by the extra that brings them: as pyproject.toml has it, which a test holds against this."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

# By the names that are imported, the names that are installed.
EXTRAS: dict[str, dict[str, str]] = {
    "office": {
        "xlsxwriter": "xlsxwriter", "lxml": "lxml", "openpyxl": "openpyxl", "python_calamine": "python-calamine",
    },
    "pdf-import": {"pdfplumber": "pdfplumber"},
    "paper": {"typst": "typst", "pikepdf": "pikepdf", "segno": "segno", "fontTools": "fonttools"},
    "cluster": {"distributed": "distributed", "fsspec": "fsspec"},
}  # fmt: skip


def first_lacking(*modules: str) -> str:
    """The first of some modules that isn't installed; nothing where all are."""
    return next((name for name in modules if find_spec(name) is None), "")


def package_and_extra(module: str) -> dict[str, str]:
    """The ``package`` that a module is in, and the ``extra`` that brings it; nothing where it belongs to none.

    Modules inside others may be given, with their dots.
    """
    top = module.split(".")[0]
    return next(({"package": known[top], "extra": extra} for extra, known in EXTRAS.items() if top in known), {})


def installed() -> list[str]:
    """All that is installed, by names and versions."""
    names = (name for folder in dict.fromkeys(sys.path) for name in _names_in(folder or os.curdir))
    return [name for name in names if name.endswith(("-info", ".egg-link", ".pth"))]


def _names_in(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 (names alone)
    except OSError:  # an archive, or a folder that isn't there
        return []
