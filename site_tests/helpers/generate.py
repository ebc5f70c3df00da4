"""Sample goal files like the real ones, made by a seeded generator and marked as made.

``python -m site_tests.helpers.generate DIR --documents 2000`` writes a goals' folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from site_tests.helpers.samples.departments import approved, declared
from site_tests.helpers.samples.hebei import department, duties, project
from site_tests.helpers.samples.layout import to_yaml
from site_tests.helpers.samples.rows import Fields
from site_tests.helpers.samples.words import Words, vocabulary

YEARS = ("2024", "2023", "2022", "2021", "2020", "")


@dataclass(frozen=True, slots=True)
class Sample:
    """How documents of a form are made: key of title and file, maker, usual number of rows."""

    key: str
    make: Callable[[Words, int], Fields]
    fewest: int
    most: int
    stage: str
    money: bool = True


SAMPLES = {
    "hebei-duties": Sample("duties", duties, 7, 9, stage="declared"),
    "hebei-department": Sample("department", department, 13, 16, stage="approved", money=False),
    "hebei-project": Sample("project", project, 9, 12, stage="approved"),
    "qinghai-department": Sample("approved", approved, 12, 17, stage="approved"),
    "guangzhou-department": Sample("declared", declared, 11, 15, stage="declared"),
}
_OF_A_BODY = len(YEARS) * len(SAMPLES)  # a body has a document of every form in every year
_OF_A_REGION = 10
_REGIONS_OF_A_CITY = 10


def write_goals(root: Path, documents: int, seed: int = 1) -> None:
    """Write a goals' folder of so many documents, one by one; hand-written pages that are there stay.

    The documents of a shorter sequence are the first of a longer one with the same seed.
    """
    (root / "bodies").mkdir(parents=True, exist_ok=True)
    for name, text in _PAGES.items():
        if not (root / name).exists():
            (root / name).write_text(text, encoding="utf-8")
    for body in range((max(documents, 1) - 1) // _OF_A_BODY + 1):
        text = to_yaml(make_body(body), "../schema/body.json", vocabulary()["note"])
        (root / "bodies" / f"{_slug(body)}.yml").write_text(text, encoding="utf-8")
    forms = tuple(SAMPLES)
    for number in range(documents):
        form_id = forms[number % len(forms)]
        document = make_document(form_id, number, Random(f"{seed}/{number}"))
        path = root / document.get("year", "undated") / document["body"] / f"{SAMPLES[form_id].key}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_document_text(document), encoding="utf-8")


def long_document(form_id: str, rows: int) -> str:
    """YAML of a document with so many rows (2 or more); its place is ``2024/sample-0001/``.

    A row is an indicator, for ``hebei-duties`` a duty or activity, for ``hebei-department`` a paragraph.
    """
    return _document_text(make_document(form_id, 0, Random(f"{form_id}/{rows}"), rows))


def make_document(form_id: str, number: int, rng: Random, rows: int = 0) -> Fields:
    """The document of a form at a place of the sequence, which settles its body and its year.

    ``rows`` is the wanted number of rows, 0 for as many as such documents usually have.
    """
    sample, body = SAMPLES[form_id], make_body(number // _OF_A_BODY)
    year = YEARS[number // len(SAMPLES) % len(YEARS)]
    words = Words(rng, _office(number // _OF_A_BODY))
    fields = sample.make(words, rows or rng.randint(sample.fewest, sample.most))
    facts = _facts(form_id, body) | fields.pop("facts", {})
    return {
        "goalbook": "2",
        "form": form_id,
        "stage": sample.stage,
        "title": _title(sample, fields, number % 9 + 1, year),
        "body": _slug(number // _OF_A_BODY),
        **({"year": year} if year else {}),
        **({"money_unit": "万元"} if sample.money else {}),
        **({"facts": facts} if facts else {}),
        **(_code(words, body, number, year) if form_id == "hebei-project" else {}),
        **fields,
        "source": {"file": vocabulary()["note"]},
        **_dates(words, sample.stage, year),
    }


def _dates(words: Words, stage: str, year: str) -> Fields:
    """批复、公开日期, 20 days apart at most; of a sample without a year the rules that it can't keep are accepted."""
    if not year:
        known = vocabulary()["undated"]
        return {"accept": [{"rule": rule, "reason": known["reason"]} for rule in known["rules"]]}
    approved, published = words.rng.randint(20, 28), words.rng.randint(1, 8)
    dates = {"approved": f"{year}-01-{approved}"} if stage != "declared" else {}
    return {**dates, "published": f"{year}-02-{published:02}"}


def make_body(number: int) -> Fields:
    """部门（单位）: a body of the sequence, ten in each region, in a province that doesn't exist."""
    stems, province = vocabulary()["stems"], vocabulary()["province"]
    city, region = divmod(number // _OF_A_REGION, _REGIONS_OF_A_CITY)
    further = stems[city // 10 - 1] if city > 9 else ""
    place = f"{further}{stems[city % 10]}市{stems[region]}县"
    office = _office(number)["name"]
    return {
        "goalbook": "2",
        "name": f"{province}{place}{office}",
        "label": f"示例{place}{office}",
        "code": f"{number % _OF_A_REGION + 301}001",
        "region": {"name": f"{province}{place}", "code": f"99{city:02}{region:02}"},
        "note": vocabulary()["note"],
    }


def _office(body: int) -> Fields:
    offices: list[Fields] = vocabulary()["offices"]
    return offices[body % len(offices)]


def _slug(body: int) -> str:
    return f"sample-{body + 1:04}"


def _document_text(document: Fields) -> str:
    return to_yaml(document, "../../schema/document.json", vocabulary()["note"])


def _title(sample: Sample, fields: Fields, number: int, year: str) -> str:
    titles = vocabulary()["titles"]
    shown = titles["year"].format(year=year) if year else ""
    return str(titles[sample.key]).format(no=number, name=fields.get("name", ""), year=shown)


def _facts(form_id: str, body: Fields) -> Fields:
    """基本信息栏: what each form prints of the body."""
    name = body["name"]
    line = {"unit_line": f"{body['code']}{name}"}
    return {
        "hebei-duties": line,
        "hebei-department": {},
        "hebei-project": line,
        "qinghai-department": {"department": name, "supervisor": ""},
        "guangzhou-department": {"department": name},
    }[form_id]


def _code(words: Words, body: Fields, number: int, year: str) -> Fields:
    """项目编码, which holds the year; now and then the year is known only from it."""
    code = f"{body['region']['code']}{year[2:] or '00'}P{number:012}"
    inferred = year and words.rng.random() < 0.3
    basis = vocabulary()["words"]["basis"].format(code=code, year=year[2:])
    return {**({"year_basis": basis} if inferred else {}), "code": code}


_PAGES = {
    "index.md": "---\nhide: [navigation, toc]\n---\n\n# 示例数据\n\n<!-- goalbook:home -->\n",
    "about.md": "# 关于\n\n自动生成的示例数据。\n\n## 反馈 {#objections}\n\n## 无障碍 {#accessibility}\n",
}


def main() -> None:
    """The command line of the generator."""
    parser = argparse.ArgumentParser(prog="python -m site_tests.helpers.generate", description=write_goals.__doc__)
    parser.add_argument("folder", type=Path, help="the goals' folder to write")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_goals(arguments.folder, arguments.documents, arguments.seed)


if __name__ == "__main__":
    main()
