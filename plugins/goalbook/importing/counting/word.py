"""What the text of a Word document holds, counted straight from its XML."""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from goalbook.importing.counting.untold import Counted, Held

_MAIN = "word/document.xml"
_TEXTS = frozenset(("t", "delText"))
_BLOCK = 1 << 16


def count_word(package: zipfile.ZipFile) -> Counted:
    """The texts of a document with the number of their paragraph; symbols and numbered paragraphs are counted.

    Of a choice with a fallback the fallback says the same again.
    """
    counter = _Counter()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    with package.open(_MAIN) as stream:
        while block := stream.read(_BLOCK):
            parser.Parse(block, False)
    parser.Parse(b"", True)
    return counter.counted


class _Counter:
    """Gathers texts while a part is parsed, without a tree."""

    def __init__(self) -> None:
        self.counted = Counted()
        self.paragraphs = self.fallbacks = self.earlier = 0
        self.words: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.fallbacks += local == "Fallback"
        self.paragraphs += local == "p"
        self.earlier += local == "pPrChange"
        if self.fallbacks or self.earlier:
            return
        if local in _TEXTS:
            self.words = []
        elif local == "sym":
            self.counted.drawn["symbol"] += 1
        elif local == "numId" and attributes.get("w:val") != "0":
            self.counted.drawn["number"] += 1

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self.fallbacks -= local == "Fallback"
        self.earlier -= local == "pPrChange"
        if local in _TEXTS and self.words is not None:
            self.counted.texts.append(Held(f"#{self.paragraphs}", "".join(self.words)))
            self.words = None

    def text(self, data: str) -> None:
        if self.words is not None:
            self.words.append(data)
