"""The scripts that read the index, in a browser: they fold, plan, find and rank exactly as Python does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from goalbook.model.address import UNDATED
from goalbook.search.facets import Filters
from goalbook.search.index import Index
from goalbook.search.plan import plan
from goalbook.search.query import open_site, search
from goalbook.search.tokenize import contains, even, fold, variants
from playwright.sync_api import Browser, Page, Route

from site_tests.conftest import ROOT, serve
from site_tests.helpers.search_index import with_index
from site_tests.search.made import drawn, make_index

CITIZENS = (
    "换届", "车辆保险", "13030322P", "16325.83", "16,325.83", '"政协会议"', "“政协 会议”", "績效", "会 议", "≥95", ">=95%", "０.８０",
    "0.8", "P0039", "委员 换届", "没有任何文件会含有这一句话", "会议委员工作视察调研无", "政", "5", "、", "\u200b", '"', '"未闭', "Ｐ00397",
    "0.80万元", "20.00 万", "100%", "≤0.8万元", "<b>", "\\", "𠀀",
)  # fmt: skip


MODULES = (
    "fold",
    "numbers",
    "forms",
    "plan",
    "ranges",
    "files",
    "payloads",
    "tables",
    "index",
    "cover",
    "query",
    "matches",
    "facets",
)


def _module(route: Route) -> None:
    """A script of the package's assets, as it is written."""
    name = route.request.url.split("/modules/")[1]
    route.fulfill(body=files("goalbook").joinpath("assets", name).read_text("utf-8"), content_type="text/javascript")


@pytest.fixture(scope="module")
def found_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with its index."""
    return with_index(site, tmp_path_factory)


@pytest.fixture(scope="module")
def index(found_site: Path) -> Index:
    """The index as Python reads it."""
    return open_site(found_site)


@pytest.fixture(scope="module")
def reader(browser: Browser, found_site: Path) -> Iterator[Page]:
    """A tab with the modules of the search page as ``parts``, and the index open."""
    server = serve(found_site)
    context = browser.new_context()
    tab = context.new_page()
    tab.route("**/modules/**", _module)
    tab.goto(f"http://127.0.0.1:{server.server_port}/search/")
    tab.evaluate(
        """async (names) => {
            const modules = await Promise.all(names.map((name) => import(`/modules/search/${name}.js`)));
            window.parts = Object.assign({}, ...modules);
            window.index = await parts.indexOf(new URL("..", location).href, false);
            window.found = async (query) => {
                const answer = await parts.search(index, query);
                const results = await Promise.all(answer.numbers.map(async (number) => {
                    const [match] = await parts.matchesOf(index, number, answer);
                    return [(await index.card(number)).url, match ? match.anchor : "", match ? match.labels : "",
                        match ? match.ranges.map(([from, to]) => match.text.slice(from, to)) : []];
                }));
                return { relaxed: answer.relaxed, results };
            };
        }""",
        MODULES,
    )
    yield tab
    context.close()
    server.shutdown()
    server.server_close()


def _drawn(index: Index, count: int) -> list[str]:
    """Strings of 1 to 40 characters from the texts of cells, from anywhere in them, some in quotes, some of two cells."""
    draw = random.Random(7)
    texts = sorted({" ".join(cell.text.split()) for n in range(index.documents) for cell in index.cells(n)})
    drawn = []
    for n in range(count):
        text = draw.choice(texts)
        start = draw.randrange(len(text))
        part = text[start : start + draw.choice((1, 2, 2, 3, 4, 5, 6, 9, 40))]
        other = draw.choice(texts)[:3]
        drawn.append(part if n % 3 else f'"{part}"' if n % 2 else f"{part} {other}")
    return drawn


def _python(index: Index, query: str) -> dict[str, Any]:
    found = search(index, query, limit=0)
    results = []
    for one in found.results:
        first = one.matches[0] if one.matches else None
        results.append([one.url, first.url.split("#")[1] if first else "", first.where if first else ""])
    return {"relaxed": found.relaxed, "results": results}


def test_folding_is_the_same(reader: Page) -> None:
    """Every character of the basic planes folds to the same text in both languages, and so do numbers."""
    pairs = variants().items()
    codes = [code for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    texts = ["".join(map(chr, codes[at : at + 64])) for at in range(0, len(codes), 64)]
    texts += ["1,579.00", "0.80", "007", "1,23", "x1,000y", "3.10.20", "a>=b<=c> =", "1.5.", ",5", "ß≧ſς"]
    script = (
        "([same, texts]) => { const folding = new parts.Folding(same); return texts.map((one) => folding.fold(one)); }"
    )
    same = ["".join(one for _, one in pairs), "".join(one for one, _ in pairs)]
    folded = reader.evaluate(script, [same, texts])
    wrong = [
        (hex(ord(text[0])), mine, theirs)
        for text, mine, theirs in zip(texts, map(fold, texts), folded, strict=True)
        if mine != theirs
    ]
    # Characters that only the newer of the two Unicode tables knows may differ: none of them is printed in a document.
    assert len(wrong) <= 8, wrong
    evened = reader.evaluate("(texts) => texts.map(parts.even)", texts[-10:])
    assert evened == [even(text) for text in texts[-10:]]


_VECTORS = """async ({ vectors, same }) => {
    const { Folding, planQuery, even, evenText, standsIn } = parts;
    const folding = new Folding(same);
    const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (one) => parseInt(one, 16));
    const file = parts.readTerms(bytes(vectors.term_file.payload));
    const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    const opened = async (one) => hex(await parts.inflated(parts.unescaped(bytes(one.file).slice(14, -2)), bytes(one.primer)));
    return {
        envelope: await Promise.all(vectors.envelope.map(opened)),
        fold: vectors.fold.map(([text]) => [text, folding.fold(text)]),
        even: vectors.even.map(([text]) => [text, even(text), evenText(text)]),
        plan: vectors.plan.map(([query]) => [query, planQuery(query, folding).map((word) => ({
            folded: word.folded, quoted: word.quoted,
            alternatives: word.alternatives.map((one) => one.pieces.map((piece) => [piece.offset, piece.text, piece.prefix])),
        }))]),
        contains: vectors.contains.map(([word, quoted, text]) => {
            const [planned] = planQuery(quoted ? `"${word}"` : word, folding);
            return [word, quoted, text, standsIn(planned, text)];
        }),
        terms: file.entries.map((entry) => {
            const { documents, weights } = parts.readList(file, entry);
            return [entry.term, Array.from(documents, (number, n) => [number, weights[n]])];
        }),
        document: (({ card, cells }) => ({ card, cells: cells() }))(
            parts.readDocument(new TextEncoder().encode(JSON.stringify(vectors.document_file.payload)))),
        column: parts.readColumn(bytes(vectors.column.payload)),
    };
}"""


def test_the_golden_vectors_hold(reader: Page) -> None:
    """Folding, numbers, plans, containment and the files are read as the golden vectors say, which Python is held against too."""
    vectors = json.loads(files("goalbook").joinpath("search/vectors.json").read_text("utf-8"))
    pairs = variants().items()
    same = ["".join(one for _, one in pairs), "".join(one for one, _ in pairs)]
    found = reader.evaluate(_VECTORS, {"vectors": vectors, "same": same})
    for name in ("fold", "even", "plan", "contains"):
        assert found[name] == vectors[name], name
    assert found["envelope"] == [one["payload"] for one in vectors["envelope"]]
    assert found["terms"] == [one[:2] for one in vectors["term_file"]["terms"]]
    cells = [[anchor, " › ".join(labels), *others] for anchor, labels, *others in vectors["document_file"]["cells"]]
    assert found["document"] == {"card": vectors["document_file"]["payload"]["card"], "cells": cells}
    assert found["column"] == {name: vectors["column"][name] for name in ("head", "values")}


def test_plans_are_the_same(reader: Page, index: Index) -> None:
    """A query has the same words, alternatives and pieces in both languages."""
    queries = [
        *CITIZENS,
        *_drawn(index, 300),
        "a" * 33,
        "x" * 31 + ".5" + "y" * 40,
        "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17",
    ]
    script = """(queries) => queries.map((query) => parts.planQuery(query, index.folding)
        .map((word) => [word.folded, word.quoted, word.alternatives.map((one) =>
            one.pieces.map((piece) => [piece.offset, piece.text, piece.prefix]))]))"""
    for query, theirs in zip(queries, reader.evaluate(script, queries), strict=True):
        mine = [
            [word.folded, word.quoted, [[list(piece) for piece in text] for text in word.alternatives]]
            for word in plan(query)
            # A variant that no document holds is left out of the index's table, so such a word may stay as typed.
        ]
        if not any(one in variants() for one in query):
            assert theirs == mine, query


@pytest.mark.parametrize(("few", "many"), [(20, 1 << 14), (0, 1 << 14), (0, 0)])
def test_answers_are_the_same(reader: Page, index: Index, few: int, many: int) -> None:
    """Both readers find the same documents in the same order by the same cells, whether by positions, by those of other terms, or by
    looking into cells.
    """
    reader.evaluate("([few, many]) => { parts.limits.few = few; parts.coverLimits.many = many; }", [few, many])
    queries = [*CITIZENS, *_drawn(index, 150)]
    for query in queries:
        theirs = reader.evaluate("(query) => found(query)", query)
        assert {**theirs, "results": [one[:3] for one in theirs["results"]]} == _python(index, query), query


def test_exactly_the_documents_that_contain_the_words_are_found(reader: Page, index: Index) -> None:
    """What is found is what a plain search through all cells finds: no document more, none less."""
    cells = [[fold(cell.text) for cell in index.cells(n)] for n in range(index.documents)]
    for query in [*CITIZENS, *_drawn(index, 300)]:
        words = plan(query)
        expected = {
            index.card(n).url
            for n, texts in enumerate(cells)
            if all(any(contains(word.folded, text, quoted=word.quoted) for text in texts) for word in words)
        }
        theirs = reader.evaluate("(query) => found(query)", query)
        assert theirs["relaxed"] == (not expected), query
        if expected:
            assert {one[0] for one in theirs["results"]} == expected, query


def test_texts_are_found_by_the_fewest_places(reader: Page, index: Index, found_site: Path) -> None:
    """Where terms have much beside them, texts are found as plain containment finds them, those of two cells too, by fewer places."""
    made = make_index(ROOT / "goals", found_site / "apart", least=1)
    texts = sorted({fold(cell.text) for record in made.records for cell in record.cells})
    words = [fold(word) for word in drawn(made.records, 300, seed=11) if len(fold(word)) > 3]
    words += [
        one[-3:] + other[:3] for one, other in pairwise(text for text in texts if len(text) > 5 and text.isalpha())
    ]
    script = """async ([words, many]) => {
        parts.limits.few = 0;
        parts.coverLimits.many = many;
        const index = await parts.indexOf(new URL("../apart/", location).href, false);
        const answers = await Promise.all(words.map((word) => parts.search(index, `"${word}"`)));
        return [answers.map((one) => (one.relaxed ? [] : one.numbers.sort((a, b) => a - b))), index.files.size];
    }"""
    plain = [[n for n, one in enumerate(made.values) if word in one.folded] for word in words]
    found, _ = reader.evaluate(script, [words, 0])
    assert [word for word, own, truth in zip(words, found, plain, strict=True) if own != truth] == []
    assert len(words) > 200
    asked = reader.evaluate(_ASKED, words)
    assert 0 < asked["cover"] < 0.5 * asked["pieces"], asked


# How many documents have the terms of which places are asked: of the pieces of texts, and of the terms that account for them.
_ASKED = """async (words) => {
    const index = await parts.indexOf(new URL("../apart/", location).href, false);
    const sum = { pieces: 0, cover: 0 };
    const costOf = (asked) => asked.length > 1
        ? asked.flatMap((one) => one.lists).reduce((all, list) => all + list.documents.length, 0) : 0;
    for (const word of words) {
        const [{ alternatives: [text] }] = parts.planQuery(`"${word}"`, index.folding);
        const pieces = await Promise.all(text.pieces.map(async (piece) => ({ piece, lists: await index.lists(piece) })));
        if (pieces.some((one) => !one.lists.length) || parts.isAround(text, pieces)) continue;
        sum.pieces += costOf(pieces);
        sum.cover += costOf(await parts.leastAsked(index, text, pieces));
    }
    return sum;
}"""


def test_what_is_marked_is_what_was_asked_for(reader: Page) -> None:
    """The parts of a text that are marked are those that match, in whatever form they are printed."""
    marks = """([query, text]) => {
        const folding = new parts.Folding(["绩", "績"]);
        return parts.planQuery(query, folding).flatMap((word) =>
            parts.rangesIn(word.alternatives, text, folding).map(([from, to]) => text.slice(from, to)));
    }"""
    for query, text, expected in (
        ("績效", "总体绩 效目标", ["绩 效"]),
        ("1579", "共1,579.00元", ["1,579.00"]),
        (">=95", "指标≥ 95%", ["≥ 95"]),
        ("0.8万元", "预算0.80万元整", ["0.80万元"]),
        ('"0.8"', "预算0.80万元", ["0.8"]),
        ("𠀀", "𠀁𠀀𠀁", ["𠀀"]),
        ("会", "会议会", ["会", "会"]),
    ):
        assert reader.evaluate(marks, [query, text]) == expected, query


def test_filters_and_counts_are_the_same(reader: Page, index: Index) -> None:
    """Filters keep the same documents in both languages, and the count beside a value is what choosing it would keep."""
    script = """async ([query, filters]) => {
        const answer = await parts.search(index, query);
        const kept = await parts.filtered(index, answer, filters);
        const counts = {};
        for (const facet of parts.FACETS) {
            for (const value of await parts.countsOf(index, facet, answer, filters)) {
                const only = await parts.filtered(index, answer, { ...filters, [facet]: [value.id] });
                counts[facet + " " + value.id] = [value.count, only.length];
            }
        }
        return [await Promise.all(kept.map(async (number) => (await index.card(number)).url)), counts];
    }"""
    for query in ("", "政协", "会议"):
        for filters in (
            {}, {"year": ["2022"]}, {"year": [""]}, {"kind": ["numeric"], "category": ["产出指标"]}, {"form": ["hebei-project"]},
            {"band": ["0", "10000", ""], "kind": ["text"]}, {"body": ["shanhaiguan-cppcc"], "year": ["2022", "2024"]},
        ):  # fmt: skip
            urls, counts = reader.evaluate(script, [query, filters])
            named = {name: tuple(values) for name, values in filters.items()}
            if named.get("year") == ("",):
                named["year"] = (UNDATED,)
            assert urls == [one.url for one in search(index, query, Filters(**named), 0).results]
            assert all(count == chosen for count, chosen in counts.values()), counts
