"""Whatever is written into a goal file is text: no field of the model can change a page, run a script or call another host."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.load import load_document
from goalbook.forms.catalogue import shipped_forms
from goalbook.forms.fields import labels_and_fields
from goalbook.forms.form import Label
from goalbook.forms.label_text import label_text
from goalbook.messages.catalogue import catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.records import Body, Document
from playwright.sync_api import Browser, Dialog, Page

from site_tests.conftest import LIGHT, copy_site, run_build, serve
from site_tests.git.test_history import Repository
from site_tests.helpers.hostile import (
    BODY,
    HARMLESS,
    MARKUP,
    SHORT,
    YEAR,
    Steps,
    body_with,
    document_fields,
    document_with,
    problems_of,
    text_fields,
    write,
    write_goals,
)
from site_tests.helpers.pages import every_page, pages_of
from site_tests.helpers.shared import made_once
from site_tests.helpers.shipped import FORMS
from site_tests.whole.test_kinds import heard
from site_tests.whole.test_print import plain

DIRECTIONS = {"override": "\u202e", "isolate": "\u2067", "mark": "\u200f"}

every_form = pytest.mark.parametrize("form", FORMS)


def accepts(root: Path, form: str, steps: Steps, value: str) -> bool:
    """Whether a document may have a text at the end of the steps."""
    write(root / YEAR / BODY / "one.yml", document_with(form, steps, value), "document")
    return not problems_of(root, f"{YEAR}/{BODY}/one.yml")


def accepts_body(root: Path, steps: Steps, value: str) -> bool:
    """Whether a body may have a text at the end of the steps."""
    write(root / "bodies" / f"{BODY}.yml", body_with(steps, value), "body")
    return not problems_of(root, f"bodies/{BODY}.yml")


@every_form
def test_a_text_is_taken_or_refused_with_a_reason(tmp_path: Path, form: str) -> None:
    """A field that takes one hostile text takes all: it holds any text; one that refuses says why and what to do."""
    t = catalogue("zh")
    for steps in document_fields(form):
        assert accepts(tmp_path, form, steps, MARKUP) == accepts(tmp_path, form, steps, SHORT), steps
        _, _, problems = load_document(tmp_path, f"{YEAR}/{BODY}/one.yml")
        for problem in problems:
            assert message(problem, t)
            assert remedy(problem, t)


@pytest.mark.parametrize(
    ("form", "direction"),
    # Each form with one of them, by turns; all of them in the full run.
    [
        pytest.param(form, direction, marks=() if n % len(DIRECTIONS) == at else pytest.mark.full)
        for n, form in enumerate(FORMS)
        for at, direction in enumerate(DIRECTIONS)
    ],
)
def test_no_text_can_turn_the_reading_direction(tmp_path: Path, form: str, direction: str) -> None:
    """A character that turns the direction of text is refused in every field, as it is and as an escape."""
    path = tmp_path / YEAR / BODY / "one.yml"
    for steps in document_fields(form):
        write(path, document_with(form, steps, f"甲{DIRECTIONS[direction]}乙"), "document")
        assert "forbidden-character" in problems_of(tmp_path, f"{YEAR}/{BODY}/one.yml"), steps
        escaped = f"\\u{ord(DIRECTIONS[direction]):04x}"
        path.write_text(path.read_text("utf-8").replace(DIRECTIONS[direction], escaped), "utf-8")
        assert "forbidden-character" in problems_of(tmp_path, f"{YEAR}/{BODY}/one.yml"), steps
    for steps in text_fields(Body):
        write(tmp_path / "bodies" / f"{BODY}.yml", body_with(steps, f"甲{DIRECTIONS[direction]}乙"), "body")
        assert "forbidden-character" in problems_of(tmp_path, f"bodies/{BODY}.yml"), steps


@dataclass(frozen=True)
class Twin:
    """A site whose documents have hostile texts, and one with harmless ones; both have the same pages."""

    hostile: Path
    harmless: Path


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    """The same documents twice: every text that is taken, hostile here and harmless there; so is the history."""
    made = made_once(tmp_path_factory, "twin", _build_twin)
    return Twin(made / "hostile/site", made / "harmless/site")


def _build_twin(made: Path) -> None:
    (root := made / "accepted").mkdir(parents=True)
    # A label with the unit in it is named by its printed words: not by those that it has with no unit. Which of its values a form
    # prints depends on what they are of; a form in halves prints the indicators that say which half they are in.
    accepted = {
        form: [
            steps
            for steps in document_fields(form)
            if accepts(root, form, steps, MARKUP)
            and not (steps[0] == "labels" and steps[1] in named_by_units(form))
            and "values" not in steps
            and not (form == "cn-project-term" and steps[0] == "indicators")
        ]
        for form in FORMS
    }
    body = [steps for steps in text_fields(Body) if accepts_body(root, steps, MARKUP)]
    assert min(len(fields) for fields in accepted.values()) > 15
    assert len(body) > 3
    sites = [_build(made / name, accepted, body, text) for name, text in (("hostile", MARKUP), ("harmless", HARMLESS))]
    pages, others = ({str(path.relative_to(site)) for path in site.rglob("*.html")} for site in sites)
    assert pages == others


def named_by_units(form: str) -> set[str]:
    """The words of a form's labels that have a unit in them, as they are printed without one."""
    labels = (part for part in labels_and_fields(shipped_forms()[form]) if isinstance(part, Label))
    blank = Document.model_validate({"goalbook": "2", "form": form, "body": BODY})
    return {label_text(label, blank) for label in labels if "{money_unit}" in label.text}


def _build(folder: Path, accepted: dict[str, list[Steps]], body: list[Steps], text: str) -> Path:
    repository = Repository(folder)
    repository.goals.rmdir()
    copy_site(folder, LIGHT)
    for name in ("2022", "2024", "undated", "bodies"):
        shutil.rmtree(repository.goals / name)
    write_goals(repository.goals, accepted, body, text)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    # A note that points nowhere is warned of.
    (folder / "mkdocs.yml").write_text(config.replace("strict: true", "strict: false"), "utf-8")
    repository.git("add", "goals")
    repository.git("commit", "-q", "-m", f"更改{text}", author=f"作者{text}".replace("<", "").replace(">", ""))
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def addresses(twin: Twin) -> Iterator[tuple[str, str]]:
    """The addresses of the hostile and the harmless site."""
    servers = [serve(twin.hostile), serve(twin.harmless)]
    yield tuple(f"http://127.0.0.1:{server.server_port}/" for server in servers)  # type: ignore[misc]
    for server in servers:
        server.shutdown()
        server.server_close()


# Every element of a page by its tag and the names of its attributes; the theme gives its own head line a title where that is cut.
# Which examples of searches there are depends on the length of the texts, what rules find on the texts themselves; the theme
# sizes its side bars when it has the time. A label with a unit in it leads to its term where that unit has no brackets of its own.
_VARYING = (
    ".md-ellipsis, .md-sidebar, .md-sidebar__scrollwrap, .gb-search-examples a, .gb-findings, .gb-findings *, .gb-doubt-mark, "
    "a[href='#gb-doubts'], .gb-legend, [data-gb-rule], [data-gb-rule] *, .gb-term"
)
_ELEMENTS = f"""() => [...document.querySelectorAll("*:not({_VARYING})")].map(
    (one) => [one.tagName, ...[...one.attributes].map((attribute) => attribute.name).sort()].join(" "))"""


# The search page has shown its results, and the theme, which that page runs after them, has set its colours.
_SETTLED = """() => {
    const list = document.querySelector(".gb-search-results");
    const found = !list || (list.children.length > 0 && !list.hasAttribute("aria-busy"));
    const themed = !document.querySelector("template#gb-later, script[src*='javascripts/bundle']")
        || (document.querySelector("meta[name='theme-color']") && !document.body.hasAttribute("data-md-color-switching"));
    return found && themed;
}"""


@every_page
def test_no_text_becomes_part_of_a_page(browser: Browser, twin: Twin, addresses: tuple[str, str], every: bool) -> None:
    """The pages of the hostile site have the elements and attributes of their harmless twins, are seen, and do nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    hostile, harmless = context.new_page(), context.new_page()
    opened: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    hostile.on("dialog", on_dialog)
    with heard(hostile) as said:
        for page in pages_of(twin.hostile, every):
            hostile.goto(addresses[0] + page)
            harmless.goto(addresses[1] + page)
            for tab in (hostile, harmless):
                tab.wait_for_function(_SETTLED)
            more = Counter(hostile.evaluate(_ELEMENTS))
            more.subtract(Counter(harmless.evaluate(_ELEMENTS)))
            assert {what: count for what, count in more.items() if count} == {}, page
            for medium in ("print", "screen"):
                hostile.emulate_media(media=medium)
                assert hostile.locator("article").is_visible(), page
    context.close()
    assert opened == []
    assert said == []


def _texts(fields: Any) -> Iterator[str]:
    if isinstance(fields, dict):
        # What an indicator was called only joins it to the one of that name; it is that document's page that shows the name.
        fields = [value for key, value in fields.items() if key != "was"]
    if isinstance(fields, list):
        for one in fields:
            yield from _texts(one)
    else:
        yield str(fields)


def _written(twin: Twin, name: str) -> list[str]:
    """The hostile texts of a goal file."""
    text = (twin.hostile.parent / "goals" / name).read_text("utf-8")
    return [one for one in _texts(json.loads(text.split("\n", 1)[1])) if MARKUP in one]


def _shown(tab: Page) -> str:
    return plain(
        tab.evaluate("[...document.querySelectorAll('article, title')].map((one) => one.textContent).join(' ')")
    )


@every_form
def test_every_text_is_shown_as_it_is_written(tab: Page, twin: Twin, addresses: tuple[str, str], form: str) -> None:
    """Each hostile text of a document stands on its page letter by letter; its title in the head and the meta data too."""
    tab.goto(f"{addresses[0]}{YEAR}/{BODY}/{form}/")
    texts, shown = _written(twin, f"{YEAR}/{BODY}/{form}.yml"), _shown(tab)
    assert len(texts) > 10
    assert [text[:4] for text in texts if plain(text) not in shown] == []
    (title,) = (text for text in texts if text.startswith("001号"))
    assert " ".join(title.split()) in tab.title()
    for name in ("ArticleTitle", "og:title"):
        meta = tab.locator(f'meta[name="{name}"], meta[property="{name}"]')
        assert (meta.get_attribute("content") or "").startswith(title)
    assert "[object" not in shown


def test_lists_show_texts_as_they_are_written(tab: Page, twin: Twin, addresses: tuple[str, str]) -> None:
    """Titles and names of bodies, and the reason of a document taken down, stand in lists and pages letter by letter."""
    body = _written(twin, f"bodies/{BODY}.yml")
    tab.goto(f"{addresses[0]}bodies/{BODY}/")
    assert [text[:4] for text in body if plain(text) not in _shown(tab)] == []
    tab.goto(f"{addresses[0]}{YEAR}/{BODY}/withdrawn/")
    assert plain(f"原因{MARKUP}") in _shown(tab)
    tab.goto(f"{addresses[0]}changes/")
    assert plain(f"更改{MARKUP[:150]}") in _shown(tab)
    for page in ("", f"{YEAR}/{BODY}/", f"bodies/{BODY}/", "forms/hebei-project/"):
        tab.goto(addresses[0] + page)
        assert plain(f"001号{MARKUP}") in _shown(tab), page


@every_form
def test_downloads_hold_the_texts(twin: Twin, form: str) -> None:
    """JSON and CSV give back each hostile text that the form prints, to the letter."""
    base = twin.hostile / YEAR / BODY / form
    title = next(text for text in _written(twin, f"{YEAR}/{BODY}/{form}.yml") if text.startswith("001号"))
    assert json.loads(base.with_name(f"{form}.json").read_bytes())["document"]["title"] == title
    cells = {
        cell
        for row in csv.reader(io.StringIO(base.with_name(f"{form}.csv").read_text("utf-8-sig"), newline=""))
        for cell in row
    }
    assert form == "hebei-department" or title in cells
    assert sum(MARKUP in cell for cell in cells) > 2


@every_form
def test_the_print_style_holds_the_title_as_text(tab: Page, addresses: tuple[str, str], form: str) -> None:
    """In the printed foot the title is a string: the style has one rule, and its words are the title's."""
    tab.goto(f"{addresses[0]}{YEAR}/{BODY}/{form}/")
    rules = tab.evaluate(
        """() => [...document.styleSheets].filter((sheet) => sheet.href.endsWith(".print.css"))
            .flatMap((sheet) => [...sheet.cssRules]).map((rule) => [rule.constructor.name, rule.cssText])"""
    )
    assert [name for name, _ in rules] == ["CSSPageRule"]
    words = tab.evaluate(
        """() => [...document.styleSheets].find((sheet) => sheet.href.endsWith(".print.css"))
            .cssRules[0].cssRules[0].style.content"""
    )
    assert plain(MARKUP.replace("\\", "").replace('"', "")) in plain(words.replace("\\", "").replace('"', ""))
