"""What a PDF file hides is told and not read; what it raises stays raised."""

from __future__ import annotations

import pytest
from goalbook.importing.lines import Lines
from goalbook.importing.sources.pdf import read_pdf
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

from site_tests.helpers.drawn_pdf import drawn_pdf, written

TABLE = "50 600 200 100 re S 50 650 m 250 650 l S 150 600 m 150 700 l S "


def drawn(content: str, crop: tuple[int, int, int, int] | None = None) -> Lines:
    """A page with a table of two rows and two columns, and what else is drawn on it."""
    made = drawn_pdf((TABLE + content).encode())
    if crop:
        made.pages[0].cropbox = RectangleObject(crop)
    return read_pdf(written(made))


def words(text: str, place: str = "60 660", size: int = 12, before: str = "") -> str:
    """A text at a place."""
    return f"q {before} BT /F1 {size} Tf {place} Td ({text}) Tj ET Q "


HIDING = {
    "not painted": words("secret", before="3 Tr"),
    "only for clipping": words("secret", before="7 Tr"),
    "white": words("secret", before="1 1 1 rg"),
    "white gray": words("secret", before="1 g"),
    "white ink": words("secret", before="0 0 0 0 k"),
    "tiny": words("secret", size=0),
    "outside": words("secret", place="-300 660"),
    "below": words("secret", place="60 -50"),
    "out of bounds": f"q 0 0 50 50 re W n {words('secret')} Q ",
    "out of bounds, by the other rule": f"q 0 0 50 50 re W* n {words('secret')} Q ",
    "out of bounds in bounds": f"q 0 0 500 680 re W n q 0 0 500 600 re W n Q q 300 0 500 700 re W n {words('secret')} Q Q ",
    "out of bounds that are turned": f"q 0 1 -1 0 0 0 cm 0 -50 50 50 re W n 0 -1 1 0 0 0 cm {words('secret')} Q ",
    **{
        f"out of bounds that are painted ({end})": f"q 1 1 1 rg 1 1 1 RG 400 0 50 50 re W {end} 0 g 0 G {words('secret')} Q "
        for end in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*")
    },
}


@pytest.mark.parametrize("way", HIDING)
def test_what_a_page_hides_is_told(way: str) -> None:
    """It stands in no cell and no paragraph."""
    lines = drawn(words("seen") + HIDING[way])
    assert [piece.text for piece in lines.pieces if piece.text] == ["seen"]
    assert [(one.kind, one.text) for one in lines.asides] == [("hidden", "secret")]


def test_what_is_cut_off_a_page_is_told() -> None:
    """What stands outside the part of a page that is shown."""
    lines = drawn(words("seen") + words("secret", place="60 50"), (0, 400, 595, 842))
    assert [piece.text for piece in lines.pieces if piece.text] == ["seen"]
    assert [one.text for one in lines.asides] == ["secret"]


@pytest.mark.parametrize(
    "before",
    ["0 0 0.5 rg 50 650 100 50 re f 1 1 1 rg", "0 g 50 650 100 50 re f 1 g", "2 Tr 0 0 0 rg", "0.9 g", "0 0 500 800 re W n",
     "q 0 0 9 9 re W n Q", "Q 0 0 9 9 re n", "0 0 m 500 0 l 500 800 l 0 800 l h W n", "W n",
     "0.5 0 0 0.5 0 0 cm 0 0 1000 1600 re W n 2 0 0 2 0 0 cm"],
)  # fmt: skip
def test_what_can_be_seen_is_read(before: str) -> None:
    """White on what is painted, outlines, pale colours; within bounds, and after their end."""
    lines = drawn(words("seen", before=before))
    assert [piece.text for piece in lines.pieces if piece.text] == ["seen"]
    assert not lines.asides


@pytest.mark.parametrize(
    ("small", "shown"),
    [
        (words("2", "82 666", 7) + words("left", "87 660"), "10 m²left"),
        (words("2", "82 656", 7), "10 m₂"),
        (words("23", "82 666", 7), "10 m²³"),
        (words("2", "82 661", 11), "10 m2"),
    ],
)
def test_a_raised_sign_stays_raised(small: str, shown: str) -> None:
    """In its line, not above it; of nearly the same size it is none."""
    lines = drawn(words("10 m", "55 660") + small)
    assert [piece.text for piece in lines.pieces if piece.text] == [shown]
    assert not lines.asides


def test_what_has_no_raised_sign_is_told() -> None:
    """It stands in its line as it is."""
    lines = drawn(words("10 m", "55 660") + words("Q", "82 666", 7))
    assert [piece.text for piece in lines.pieces if piece.text] == ["10 mQ"]
    assert [(one.kind, one.text) for one in lines.asides] == [("raised", "Q")]


@pytest.mark.parametrize(("box", "told"), [((0, 0, 300, 700), []), ((0, 0, 40, 40), ["drawn"])])
def test_a_drawing_in_a_page_is_bounded_by_its_box(box: tuple[int, int, int, int], told: list[str]) -> None:
    """What follows it is not, nor by what bounds the drawing has set itself."""
    made = drawn_pdf((TABLE + "/X Do " + words("after", place="160 660")).encode())
    resources = made.pages[0][NameObject("/Resources")]
    assert isinstance(resources, DictionaryObject)
    drawing = DecodedStreamObject()
    drawing.set_data((words("drawn") + "0 0 9 9 re W n ").encode())
    drawing.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                    NameObject("/BBox"): RectangleObject(box), NameObject("/Resources"): resources})  # fmt: skip
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): made._add_object(drawing)})
    lines = read_pdf(written(made))
    assert [one.text for one in lines.asides] == told
    assert [piece.text for piece in lines.pieces if piece.text] == [*([] if told else ["drawn"]), "after"]
