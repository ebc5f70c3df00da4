"""The package's forms as a snapshot holds them, so that it is made again with those that it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from goalbook.forms.catalogue import Forms, read_forms, shipped_forms
from goalbook.model.address import form_file
from goalbook.snapshot.error import SnapshotError

# Below data/; a site's own forms are among its goals.
FORMS = "forms"
_NONE = {f"{FORMS}/none.txt": b"These documents use none of the software's forms.\n"}


def form_files(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of forms, which are given by their ids, by their names below ``data/``; a note where there is none, as a snapshot
    without any is one of before they were held.
    """
    return {f"{FORMS}/{PurePosixPath(form_file(name)).name}": raw for name, raw in files.items()} or _NONE


def frozen_forms(data: Path) -> Forms:
    """The package's forms in the data of a snapshot; the package's own where it is of before they were held there.

    Raises SnapshotError where one can't be used.
    """
    folder = data / FORMS
    if not folder.is_dir():
        return shipped_forms()
    forms, problems = read_forms({form_file(one.stem): one.read_bytes() for one in sorted(folder.glob("*.yml"))})
    if problems:
        raise SnapshotError("bad_form", file=f"{FORMS}/{PurePosixPath(problems[0].file).name}", line=problems[0].line)
    return forms
