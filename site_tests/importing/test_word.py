"""Word documents as Word shows them: what it draws is carried, what it hides or sets beside is set aside, all is counted."""

from __future__ import annotations

import pytest
from goalbook.importing.counting.untold import Counted, Held, tell_untold
from goalbook.importing.lines import Lines
from goalbook.importing.sources.docx import read_docx

from site_tests.hostile.packages import W, docx_with

NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{{levels}}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)


def level(number: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def run(text: str, settings: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def numbered(text: str, number: int = 1, at: int = 0) -> str:
    """A paragraph of a list."""
    settings = f'<w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{settings}{run(text) if text else ''}</w:p>"


def cells(*texts: str, settings: str = "") -> str:
    """A row of a table; what begins with ``<`` is the content of a cell."""
    inner = (text if text.startswith("<") else f"<w:p>{run(text)}</w:p>" for text in texts)
    return f"<w:tr><w:trPr>{settings}</w:trPr>" + "".join(f"<w:tc>{one}</w:tc>" for one in inner) + "</w:tr>"


def texts(lines: Lines) -> list[str]:
    """The texts that are read."""
    return [piece.text for piece in lines.pieces]


def asides(lines: Lines) -> list[tuple[str, str, str]]:
    """What is set aside."""
    return [(one.kind, one.place, one.text) for one in lines.asides]


def read_numbered(body: str, *levels: str) -> Lines:
    """A document with a list of these levels."""
    return read_docx(docx_with(body, **{"word/numbering.xml": NUMBERING.format(levels="".join(levels))}))


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", ["1.甲", "2.乙", "3.丙"]),
        ("decimal", "%1", ["1 甲", "2 乙", "3 丙"]),
        ("decimal", "（%1）", ["（1）甲", "（2）乙", "（3）丙"]),
        ("chineseCountingThousand", "%1、", ["一、甲", "二、乙", "三、丙"]),
        ("chineseCounting", "第%1部分", ["第一部分甲", "第二部分乙", "第三部分丙"]),
        ("chineseLegalSimplified", "%1、", None),
        ("upperRoman", "%1.", ["I.甲", "II.乙", "III.丙"]),
        ("lowerLetter", "%1)", ["a)甲", "b)乙", "c)丙"]),
        ("decimalEnclosedCircle", "%1", ["①甲", "②乙", "③丙"]),
        ("ideographTraditional", "%1、", ["甲、甲", "乙、乙", "丙、丙"]),
        ("decimalFullWidth", "%1．", ["１．甲", "２．乙", "３．丙"]),
        ("bullet", "●", ["●甲", "●乙", "●丙"]),
        ("none", "", ["甲", "乙", "丙"]),
        ("hebrew1", "%1.", None),
    ],
)
def test_automatic_numbers_are_carried_as_shown_or_told(form: str, text: str, expected: list[str] | None) -> None:
    """A form of counting that isn't known leaves the text as it is, and each place is told."""
    lines = read_numbered("".join(numbered(one) for one in "甲乙丙"), level(0, form, text))
    if expected:
        assert (texts(lines), asides(lines)) == (expected, [])
    else:
        assert texts(lines) == ["甲", "乙", "丙"]
        assert asides(lines) == [("number", f"¶{n}", text) for n in (1, 2, 3)]


def test_numbers_count_by_level_and_begin_again_where_word_does() -> None:
    """An inner level begins again below the next outer one; a list that counts from its own start does so once."""
    body = [
        numbered("甲"),
        numbered("乙", at=1),
        numbered("丙", at=1),
        numbered("丁"),
        numbered("戊", at=1),
        numbered("己", 2),
    ]
    levels = (
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "decimal", "%1.%2", "<w:isLgl/><w:suff w:val='space'/>"),
    )
    lines = read_numbered("".join([*body, numbered("庚", 2)]), *levels)
    assert texts(lines) == ["一、甲", "1.1 乙", "1.2 丙", "二、丁", "2.1 戊", "一、己", "二、庚"]


def test_a_column_of_numbers_without_words_is_read() -> None:
    """A blank paragraph with a number shows the number."""
    table = f"<w:tbl>{cells(numbered(''), '甲')}{cells(numbered(''), '乙')}</w:tbl>"
    assert texts(read_numbered(table, level(0, "decimal", "%1"))) == ["1 ", "甲", "2 ", "乙"]


def test_a_style_numbers_its_paragraphs() -> None:
    """Also by way of the style that it is based on; number 0 takes it off again."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr>{run("甲")}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("乙")}</w:p>'
    )
    parts = {"word/numbering.xml": NUMBERING.format(levels=level(0, "decimal", "%1.")), "word/styles.xml": styles}
    assert texts(read_docx(docx_with(body, **parts))) == ["1.甲", "乙"]


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Wingdings", "F0FE", "☑甲"),
        ("Wingdings", "F0A8", "□甲"),
        ("Wingdings 2", "F052", "☑甲"),
        ("Symbol", "F0B3", "≥甲"),
    ],
)
def test_symbols_are_the_characters_that_look_so(font: str, code: str, expected: str) -> None:
    """They stand where Word shows them."""
    lines = read_docx(docx_with(f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{run("甲")}</w:p>'))
    assert (texts(lines), asides(lines)) == ([expected], [])


@pytest.mark.parametrize(("font", "code"), [("Wingdings", "F04A"), ("Webdings", "F061"), ("Wingdings", "none")])
def test_a_symbol_that_is_not_known_is_told(font: str, code: str) -> None:
    """With its font and its code, for the person who sees it in Word."""
    lines = read_docx(docx_with(f'<w:p>{run("甲")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>'))
    assert (texts(lines), asides(lines)) == (["甲"], [("symbol", "¶1", f"{font} {code} ")])


def box(text: str) -> str:
    """A text box."""
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
SHOWN = {
    # What stands between 甲 and 乙 in a paragraph: what is read, and what is set aside.
    "hidden": (run("藏", "<w:vanish/>"), "甲乙", ("hidden", "藏")),
    "shown again": (run("显", "<w:vanish w:val='0'/>"), "甲显乙", None),
    "struck out": (run("划", "<w:strike/>"), "甲乙", ("struck", "划")),
    "struck out twice": (run("划", "<w:dstrike/>"), "甲乙", ("struck", "划")),
    "deleted": ("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "甲乙", ("deleted", "删")),
    "moved away": (f"<w:moveFrom>{run('移')}</w:moveFrom>", "甲乙", ("deleted", "移")),
    "inserted": (f"<w:ins>{run('增')}</w:ins>", "甲增乙", None),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>", "甲控乙", None),
    "a prompt": (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('请填')}</w:sdtContent></w:sdt>", "甲乙",
                 ("placeholder", "请填")),
    "a link": (f"<w:hyperlink>{run('链')}</w:hyperlink>", "甲链乙", None),
    "a field": (FIELD.format("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + FIELD.format("separate") + run("果")
                + FIELD.format("end"), "甲果乙", None),
    "a field without a result": (FIELD.format("begin") + "<w:r><w:instrText>EQ \\o(1)</w:instrText></w:r>" + FIELD.format("end"),
                                 "甲乙", ("field", "EQ \\o(1)")),
    "an index mark": (FIELD.format("begin") + "<w:r><w:instrText>XE 甲</w:instrText></w:r>" + FIELD.format("end"), "甲乙", None),
    "a simple field": (f"<w:fldSimple w:instr='REF x'>{run('果')}</w:fldSimple>", "甲果乙", None),
    "a ticked box": ("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>"
                     "<w:instrText>FORMCHECKBOX</w:instrText></w:r>" + FIELD.format("end"), "甲☒乙", None),
    "a hyphen": ("<w:r><w:noBreakHyphen/></w:r>", "甲-乙", None),
    "a box": (f"<w:r><w:pict>{box('框')}</w:pict></w:r>", "甲乙", ("box", "框")),
    "a box with a fallback": (f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{box('框')}</w:drawing></mc:Choice>"
                              f"<mc:Fallback><w:pict>{box('框')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>", "甲乙",
                              ("box", "框")),
    "plain math": (f"<m:oMath {MATH}><m:r><m:t>x=1</m:t></m:r></m:oMath>", "甲x=1乙", None),
    "a fraction": (f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
                   "甲乙", ("formula", "23")),
    "a reading aid": (f"<w:r><w:ruby><w:rt>{run('yi')}</w:rt><w:rubyBase>{run('一')}</w:rubyBase></w:ruby></w:r>", "甲一乙",
                      ("ruby", "yi")),
    "a picture": ("<w:r><w:drawing><pic/></w:drawing></w:r>", "甲乙", ("picture", "▣")),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("cell", [False, True])
def test_what_a_paragraph_shows_is_read_and_the_rest_told(name: str, cell: bool) -> None:
    """In the body and in a cell, with its place; nothing is in both, nothing in neither."""
    inner, expected, aside = SHOWN[name]
    paragraph = f"<w:p>{run('甲')}{inner}{run('乙')}</w:p>"
    lines = read_docx(docx_with(f"<w:tbl>{cells(paragraph)}</w:tbl>" if cell else paragraph))
    assert texts(lines) == [expected]
    assert asides(lines) == ([(aside[0], "T1 R1C1" if cell else "¶1", aside[1])] if aside else [])


def test_styles_hide_and_strike_too() -> None:
    """A style of characters, a style of paragraphs, and one that these are based on."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="i"><w:basedOn w:val="h"/></w:style><w:style w:styleId="s"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style></w:styles>'
    )
    styled = run("甲", "<w:rStyle w:val='i'/>") + run("乙", "<w:rStyle w:val='loop'/>")
    plain = run("丙") + run("丁", "<w:strike w:val='false'/>")
    body = f"<w:p>{styled}</w:p><w:p><w:pPr><w:pStyle w:val='s'/></w:pPr>{plain}</w:p>"
    lines = read_docx(docx_with(body, **{"word/styles.xml": styles}))
    assert texts(lines) == ["乙", "丁"]
    assert asides(lines) == [("hidden", "¶1", "甲"), ("struck", "¶2", "丙")]


def test_a_table_in_a_cell_is_no_value_of_it() -> None:
    """It is told row by row; a table that only sets others in their places is passed through."""
    inner = f"<w:tbl>{cells('明细', '0.30')}{cells('合计', '0.30')}</w:tbl>"
    beside = f"<w:p>{run('甲')}</w:p>{inner}<w:p/>"
    lines = read_docx(docx_with(f"<w:tbl>{cells('名称', beside)}</w:tbl>"))
    assert texts(lines) == ["名称", "甲"]
    assert asides(lines) == [("inner", "T1 R1C2", "明细 | 0.30"), ("inner", "T1 R1C2", "合计 | 0.30")]
    alone = f"<w:p>{run('题')}</w:p>{inner}<w:p/>"
    outer = read_docx(docx_with(f"<w:tbl>{cells(alone)}</w:tbl>"))
    assert [(line.table, line.texts) for line in outer.lines] == [
        (False, ["题"]),
        (True, ["明细", "0.30"]),
        (True, ["合计", "0.30"]),
    ]
    assert asides(outer) == []


def test_rows_and_cells_of_content_controls_are_read_and_hidden_rows_told() -> None:
    """A row that is deleted or hidden isn't there; the ones around it are."""
    control = f"<w:sdt><w:sdtContent>{cells('丙', '丁')}</w:sdtContent></w:sdt>"
    hidden, deleted = cells("藏", "一", settings="<w:hidden/>"), cells("删", "二", settings="<w:del/>")
    lines = read_docx(docx_with(f"<w:tbl>{cells('甲', '乙')}{hidden}{control}{deleted}</w:tbl>"))
    assert [line.texts for line in lines.lines] == [["甲", "乙"], ["丙", "丁"]]
    assert [kind for kind, _, _ in asides(lines)] == ["hidden", "hidden", "deleted", "deleted"]


def test_words_under_a_merged_cell_are_told() -> None:
    """Word shows those of the first one only."""
    down = (
        "<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p>{}</w:p></w:tc>",
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>{}</w:p></w:tc>",
    )
    rows = "".join(f"<w:tr>{cell.format(run(text))}</w:tr>" for cell, text in zip(down, "甲乙", strict=True))
    across = f"<w:tr><w:tc><w:p>{run('丙')}</w:p></w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p>{run('丁')}</w:p></w:tc></w:tr>"
    lines = read_docx(docx_with(f"<w:tbl>{rows}{across}</w:tbl>"))
    assert texts(lines) == ["甲", "丙"]
    assert asides(lines) == [("covered", "T1 R2C1", "乙"), ("covered", "T1 R3C2", "丁")]


def test_what_stands_beside_the_document_is_told() -> None:
    """Notes, remarks, and margins."""
    part = f'<w:x xmlns:w="{W}"><w:p>{{}}</w:p></w:x>'
    lines = read_docx(
        docx_with(
            f"<w:p>{run('某某目标表')}</w:p>",
            **{
                "word/footnotes.xml": part.format(run("口径说明")), "word/comments.xml": part.format(run("请核")),
                "word/header1.xml": part.format(run("公开14表")), "word/footer1.xml": part.format(run("目标表 · 第 3 页，共 9 页")),
            },
        )
    )  # fmt: skip
    assert asides(lines) == [
        ("note", "footnotes ¶1", "口径说明"),
        ("comment", "comments ¶1", "请核"),
        ("margin", "header1 ¶1", "公开14表"),
        ("margin", "footer1 ¶1", "目标表 · 第 3 页，共 9 页"),
    ]


def test_what_no_reader_has_read_is_found_by_counting() -> None:
    """Elements that nobody knows, and numbers in places that nobody counts; a character too few is told."""
    lines = read_docx(docx_with(f"<w:p>{run('甲')}</w:p><w:new>{run('新')}</w:new>"))
    assert asides(lines) == [("uncounted", "#1", "新")]
    drawn = numbered("甲") + f"<w:p><w:r><w:pict><w:txbxContent>{numbered('乙')}</w:txbxContent></w:pict></w:r></w:p>"
    boxed = read_numbered(drawn, level(0, "decimal", "%1."))
    assert asides(boxed) == [("box", "¶2", "乙"), ("uncounted", "", "number × 1")]
    made = Lines()
    made.paragraph("甲乙乙")
    tell_untold(made, Counted([Held("a", "甲甲"), Held("b", "乙乙")]))
    assert asides(made) == [("uncounted", "a", "甲甲")]
