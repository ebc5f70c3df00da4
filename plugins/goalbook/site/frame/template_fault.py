"""What is wrong in a site's own template: which one, at which line."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateSyntaxError


class TemplateFault(Exception):
    """A site's own template can't be rendered: its file, the line and the engine's words, which any process can hand on."""

    def __init__(self, file: str, line: int, text: str) -> None:
        super().__init__(file, line, text)
        self.file, self.line, self.text = file, line, text


def template_fault(error: BaseException, folder: str | Path) -> TemplateFault | None:
    """The fault of a template below a folder that an error comes from; None where it comes from elsewhere."""
    if isinstance(error, TemplateFault):
        return error
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    root = Path(folder).resolve()
    for file, line in reversed(places):
        path = Path(file)
        if path.suffix == ".html":
            inside = path.resolve().is_relative_to(root)
            text = " ".join(str(error).split("\n", 1)[0].split()) or type(error).__name__
            return TemplateFault(path.resolve().relative_to(root.parent).as_posix(), line, text) if inside else None
    return None
