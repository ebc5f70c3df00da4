"""Texts from the right keep their direction among those from the left; all of them are generated."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from goalbook.forms.fill import Paragraph, ProseText
from goalbook.messages.catalogue import catalogue
from goalbook.model.direction import has_own_direction
from goalbook.site.frame.isolate import Isolating, isolated, mark
from goalbook.site.frame.render import environment
from goalbook.site.frame.settings import Settings
from goalbook.writers.html import write_html
from goalbook.writers.paper import Fonts
from goalbook.writers.pdf.write import write_pdf
from lxml import html
from markupsafe import Markup

from site_tests.helpers.made_paper import PAPER, made_leaf
from site_tests.helpers.pdf_reader import pages
from site_tests.writers.test_pdf_fonts import with_text

UYGHUR = "ئۇيغۇرچە سىناق تېكىستى 95%"  # "a test text in Uyghur"
FROM_THE_LEFT = ("示例", "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "ABC", "", "95%", "ꆈꌠ")


@pytest.mark.parametrize("text", [UYGHUR, f"示例 {UYGHUR}", "עברית", "ދިވެހި", "قازاقشا"])
def test_a_script_from_the_right_is_told(text: str) -> None:
    assert has_own_direction(text)


@pytest.mark.parametrize("text", FROM_THE_LEFT)
def test_other_scripts_go_from_the_left(text: str) -> None:
    """Tibetan, Yi and Mongolian too, where this is not set upright."""
    assert not has_own_direction(text)


def test_a_cell_asks_for_its_own_direction() -> None:
    """And no other cell does: a page without such a text is as it was."""
    t = catalogue("zh")
    page = html.fromstring(write_html(with_text(UYGHUR).sheet, t))
    assert [cell.text_content() for cell in page.xpath("//*[@dir='auto']")] == [UYGHUR]
    assert "dir=" not in write_html(made_leaf("2022/shanhaiguan-cppcc/vehicle-insurance").sheet, t)


def test_prose_asks_for_its_own_direction() -> None:
    part = ProseText(
        (Paragraph(0, UYGHUR, "text.0"), Paragraph(1, UYGHUR, "goal", "g1"), Paragraph(0, "示例", "text.1"))
    )
    page = html.fromstring(write_html((part,), catalogue("zh")))
    assert [one.get("dir") for one in page.iter("p", "h3")] == ["auto", "auto", None]


def test_a_value_in_a_sentence_is_isolated() -> None:
    """In texts that templates put in, and in sentences of the catalogue; not where no element may stand."""
    env = environment(Settings("Example", language="en"))
    template = env.from_string(
        '<title>{{ name }}</title><option>{{ name }}</option><p title="{{ name }}">{{ name }} · {{ t("withdrawn.reason", reason=name) }}'
        "{{ safe }}</p><script>{{ name }}</script>"
    )
    made = isolated(template.render(name=UYGHUR, safe=Markup("<b>B</b>")))
    own = f"<bdi>{UYGHUR}</bdi>"
    said = catalogue("en")("withdrawn.reason", reason=own)
    assert made == (
        f'<title>{UYGHUR}</title><option>{UYGHUR}</option><p title="{UYGHUR}">{own} · {said}<b>B</b></p><script>{UYGHUR}</script>'
    )


@pytest.mark.parametrize("text", [UYGHUR, "עברית 95%"])
def test_paper_sets_it_from_the_right(text: str) -> None:
    """In a PDF file the letters of such a text, from the right to the left, are its letters from the first to the last."""
    paper = replace(PAPER, fonts=Fonts((*PAPER.fonts.families, "DejaVu Sans")))
    drawn = [char for page in pages(write_pdf([with_text(text)], paper)) for char in page["chars"]]
    letters = [char for char in drawn if has_own_direction(char["text"])]
    lines = {round(char["top"]) for char in letters}
    assert len(lines) == 1
    found = "".join(char["text"] for char in sorted(letters, key=lambda char: -char["x0"]))
    assert unicodedata.normalize("NFKC", found) == "".join(sign for sign in text if has_own_direction(sign))
    left = min(char["x0"] for char in letters)
    beside = [
        char for char in drawn if abs(char["bottom"] - letters[0]["bottom"]) < 6 and left - 40 < char["x0"] < left
    ]
    assert "95" in "".join(char["text"] for char in sorted(beside, key=lambda char: char["x0"]))


def test_what_needs_nothing_stays_as_it_is() -> None:
    t = Isolating("en", catalogue("en").texts)
    assert t("withdrawn.reason", reason="示例") == catalogue("en")("withdrawn.reason", reason="示例")
    assert [mark(value) for value in ("示例", 5, None, Markup(UYGHUR))] == ["示例", 5, None, Markup(UYGHUR)]
    assert isolated("<p>示例</p>") == "<p>示例</p>"
