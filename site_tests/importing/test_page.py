"""Web pages as a browser shows them: what it draws is carried, what it hides or strikes out is set aside, all is counted."""

from __future__ import annotations

import pytest
from goalbook.importing.lines import Lines
from goalbook.importing.sources.html import read_html

SHEET = "<style>@media print{{.a{{display:none}}}} .n, p .m > b {{ display : none }} #x{{visibility:hidden}} {}</style>"


def texts(lines: Lines) -> list[str]:
    """The texts that are read."""
    return [piece.text for piece in lines.pieces]


def asides(lines: Lines) -> list[tuple[str, str]]:
    """What is set aside."""
    return [(aside.kind, aside.text) for aside in lines.asides]


SHOWN = {
    # What stands between 甲 and 乙: what is read, and what is set aside.
    "display": ("<span style='display:none'>藏</span>", "甲乙", ("hidden", "藏")),
    "visibility": ("<span style='color:red; Visibility: hidden;'>藏</span>", "甲乙", ("hidden", "藏")),
    "an attribute": ("<span hidden>藏</span>", "甲乙", ("hidden", "藏")),
    "no size": ("<span style='font-size:0'>藏</span>", "甲乙", ("hidden", "藏")),
    "Word's own": ("<span style='mso-hide:all'>藏</span>", "甲乙", ("hidden", "藏")),
    "hidden deep": ("<span style='display:none'><b>藏<i>深</i></b></span>", "甲乙", ("hidden", "藏深")),
    "a size": ("<span style='font-size:0.9em'>显</span>", "甲显乙", None),
    "a class": ("<span class='z n'>藏</span>", "甲乙", ("hidden", "藏")),
    "a class in an element": ("<b class=m>藏</b>", "甲乙", None),
    "an id": ("<i id=x>藏</i>", "甲乙", ("hidden", "藏")),
    "a class shown after all": ("<span class=n style='display:inline'>显</span>", "甲显乙", None),
    "a class of print": ("<span class=a>显</span>", "甲显乙", None),
    "del": ("<del>划</del>", "甲乙", ("struck", "划")),
    "s": ("<s>划</s>", "甲乙", ("struck", "划")),
    "strike": ("<strike>划</strike>", "甲乙", ("struck", "划")),
    "a decoration": ("<span style='text-decoration: underline line-through'>划</span>", "甲乙", ("struck", "划")),
    "ins": ("<ins>增</ins>", "甲增乙", None),
    "a field": ("<input value=填>", "甲填乙", None),
    "a hidden field": ("<input type=hidden value=密>", "甲乙", ("hidden", "密")),
    "a ticked box": ("<input type=checkbox checked>", "甲☑乙", None),
    "a box": ("<input type=checkbox>", "甲☐乙", None),
    "choices": ("<select><option>一<option selected>二<option>三</select>", "甲二乙", ("option", "一三")),
    "choices without a choice": ("<select><option>一<option>二</select>", "甲一乙", ("option", "二")),
    "lines of a field": ("<textarea>行</textarea>", "甲行乙", None),
    "a picture": ("<img src=x alt=图示>", "甲乙", ("picture", "图示")),
    "a picture without words": ("<img src=x>", "甲乙", ("picture", "▣")),
    "a reading aid": ("<ruby>一<rt>yi</rt></ruby>", "甲一乙", ("ruby", "yi")),
    "a comment": ("<!-- 注 -->", "甲乙", None),
    "a script": ("<script>x</script>", "甲乙", None),
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("cell", [False, True])
def test_what_a_page_shows_is_read_and_the_rest_told(name: str, cell: bool) -> None:
    """In a paragraph and in a cell; nothing is in both, nothing in neither."""
    inner, expected, aside = SHOWN[name]
    if name == "a class in an element":
        expected, aside = "甲乙", ("hidden", "藏")  # its rule asks for more: what may be hidden isn't published
    body = f"甲{inner}乙"
    page = f"<html><head>{SHEET.format('')}</head><body>" + (
        f"<table><tr><td>{body}</table>" if cell else f"<p>{body}</p>"
    )
    lines = read_html(page.encode())
    assert texts(lines) == [expected]
    assert asides(lines) == ([aside] if aside else [])


def test_hidden_blocks_rows_and_cells_are_not_there() -> None:
    """Their words are told; a details element is open to anyone."""
    page = (
        "<div style='display:none'><p>藏一</p><table><tr><td>藏二</table></div><details><summary>概要</summary><p>细则</p></details>"
        "<table><tr style='display:none'><td>藏三<td>四<tr><td>甲<td style='display:none'>藏五<td>乙</table>"
    )
    lines = read_html(page.encode())
    assert [line.texts for line in lines.lines] == [["概要"], ["细则"], ["甲", "乙"]]
    assert [kind for kind, _ in asides(lines)] == ["hidden"] * 3


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    """From their start, in their form, in cells too."""
    page = (
        "<ol><li>甲<li>乙</ol><table><tr><td><ol start=3><li>丙<li>丁</ol></table><ol type=a><li>戊</ol><ul><li>己</ul>"
    )
    lines = read_html(page.encode())
    assert texts(lines) == ["1.甲", "2.乙", "3.丙\n4.丁", "a.戊", "己"]
    assert asides(lines) == []


def test_a_table_in_a_cell_is_no_value_of_it() -> None:
    """One that only sets others in their places is passed through."""
    inner = "<table><tr><td>明细<td>0.30</table>"
    lines = read_html(f"<table><tr><td>名称<td>甲{inner}</table>".encode())
    assert texts(lines) == ["名称", "甲"]
    assert asides(lines) == [("inner", "明细0.30")]
    outer = read_html(f"<table><tr><td><p>题</p>{inner}</table>".encode())
    assert [(line.table, line.texts) for line in outer.lines] == [(False, ["题"]), (True, ["明细", "0.30"])]
    assert asides(outer) == []


def test_words_between_the_cells_are_found_by_counting() -> None:
    """Text that no cell holds is shown by a browser, above the table or below it."""
    lines = read_html("<table><tr>夹<td>甲</td></tr></table><fieldset><legend>题</legend>乙</fieldset>".encode())
    assert {"甲", "题", "乙"} <= {*texts(lines)}
    said = [*texts(lines), *(text for _, text in asides(lines))]
    assert "夹" in "".join(said)


def test_a_page_in_another_encoding_is_counted_in_it() -> None:
    """GB 18030 and UTF-16, as systems export them."""
    page = "<html><meta charset=gb2312><p>绩效目标</p></html>"
    assert texts(read_html(page.encode("gb18030"))) == ["绩效目标"]
    assert asides(read_html(page.encode("gb18030"))) == []
    wide = read_html(page.replace("gb2312", "utf-16").encode("utf-16"))
    assert (texts(wide), asides(wide)) == (["绩效目标"], [])
