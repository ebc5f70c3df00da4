"""What stands in a drawn cell: labels of every kind, values with their words, and where a fault is."""

from __future__ import annotations

import pytest
from goalbook.forms.cells import DrawingFault, Drawn, Names, cells_of_line, content_of
from goalbook.forms.form import ColumnKey, Content, Field, Label


def said(text: str) -> Content | None:
    """What a cell of the document's own lines says."""
    return content_of(Drawn(text, 0), Names())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("", None),
        ("{}", None),
        ("项目名称", Label("项目名称")),
        ("(指标值)", Label("指标值", lost=True)),
        ("(单位)名称", Label("(单位)名称")),
        ("'—'", Label("—", constant=True)),
        ("'", Label("'")),
        ("绩效指标{vertical}", Label("绩效指标", vertical=True)),
        ("\\{name\\}", Label("{name}")),
        ("{year-1}年", Label("{year-1}年")),
        ("{for}", ColumnKey("for")),
        ("{at}", ColumnKey("at")),
        ("{code}", Field("code")),
        ("{code number}", Field("code", kind="number")),
        ("{budget.total}", Field("budget.total", kind="amount")),
        ("{budget.total.rate}", Field("budget.total.rate", kind="number")),
        ("{budget.total.reason}", Field("budget.total.reason")),
        ("部门：{code}号", Field("code", before="部门：", after="号")),
        ("{sign}{target}", Field("target", prefix="sign")),
        ("{code}/{about}", Field("about", prefix="code", join="/")),
        ("{values[of=actual,at=2023].text}", Field("values.text", only=(("of", "actual"), ("at", "2023")))),
    ],
)
def test_a_cell_says(text: str, content: Content | None) -> None:
    """Each way to write a cell."""
    assert said(text) == content


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("x}", "form-bad-brace", 6),
        ("{code} {about}", "form-not-apart", 13),
        ("{code wide}", "form-bad-modifier", 6),
        ("x{Code}", "form-bad-place", 7),
    ],
)
def test_a_fault_is_told_where_it_is(text: str, code: str, at: int) -> None:
    """Counted from the beginning of the line, in a cell that begins at its sixth sign."""
    with pytest.raises(DrawingFault) as fault:
        content_of(Drawn(text, 5), Names())
    assert (fault.value.code, fault.value.at) == (code, at)


def test_two_bars_are_a_seam_and_a_blank_is_a_cell() -> None:
    """What stands between two bars with nothing in it parts lists side by side."""
    assert [(cell.text, cell.seam) for cell in cells_of_line("| a || b | |")] == [
        ("a", False), ("", True), ("b", False), ("", False),
    ]  # fmt: skip
