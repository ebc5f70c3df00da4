"""The text of a transcribed goal file recorded with its source, so that what is changed from then on can be told."""

from __future__ import annotations

from goalbook.goalfile.edit import edit_goal_file
from goalbook.goalfile.formats import read_goal_file
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.validate import validate
from goalbook.model.records import Document, Source
from goalbook.model.transcript import transcript_of


def record_transcript(raw: bytes, file: str) -> tuple[bytes | None, list[Problem]]:
    """The goal file with its text recorded as it is; nothing where it has no source or a fault, which is told."""
    node, problems = read_goal_file(raw, file)
    if node is None or any(one.severity == "error" for one in problems):
        return None, problems
    document, faults = validate(Document, node, file)
    if document is None:
        return None, sorted(faults.values())
    if document.source is None:
        return None, [Problem(file, 1, 1, "not-transcribed")]
    wanted = as_plain(node)
    assert isinstance(wanted, dict)
    source = wanted["source"] | {"transcript": transcript_of(document)}
    wanted["source"] = {key: source[key] for key in Source.model_fields if key in source}
    try:
        return edit_goal_file(raw, wanted, {}), []
    except ValueError:
        return None, [Problem(file, 1, 1, "layout-differs")]
