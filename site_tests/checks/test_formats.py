"""Reports of a check: each format as its reader takes it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from goalbook.checks.check import check_book
from goalbook.checks.formats import FORMATS, reported
from goalbook.checks.formats.human import line_excerpt
from goalbook.checks.report import CheckReport
from goalbook.checks.rules import RULES
from goalbook.goalfile.problem import Problem
from goalbook.messages.catalogue import catalogue
from goalbook.messages.visible import columns_of

from site_tests.checks.corpus import CLEAN, FOLDER

ZH = catalogue("zh")
FILE = f"{FOLDER}/project.yml"
ERROR = Problem(FILE, 25, 13, "IN-6", "指标 › 值", (("name", "a,b:c%"), ("text", "%\r\n人")), "error")
WARNING = Problem(FILE, 30, 13, "IN-7", "", (("text", "≥2"),), "warning")
NOTE = Problem(f"{FOLDER}/duties.yml", 1, 1, "MO-7", "", (("by", "6月底"), ("last", "12月底")), "note")
PROBLEMS = (NOTE, ERROR, WARNING)
SKIPPED = tuple(rule for rule in RULES.values() if rule.missing)


def report(*problems: Problem, strict: bool = False, colour: bool = False) -> CheckReport:
    """A report on the clean goals with these problems in it."""
    return CheckReport(CLEAN, "goals/", (f"{FOLDER}/duties.yml", FILE), problems, SKIPPED, strict, colour)


def write(style: str, *problems: Problem, strict: bool = False) -> str:
    return reported(style, report(*problems, strict=strict), ZH)


def test_human_shows_file_line_mark_and_remedy() -> None:
    """Problems stand below their file, each with its line and a caret below the place."""
    lines = write("human", WARNING).split("\n")
    assert lines == [
        f"goals/{FILE}",
        "  30:13 提醒 指标值“≥2”没有计量单位。 [IN-7]",
        "    30 │     target: ≥95%",
        "       │             ^",
        "    怎么改：补上单位，例如 ≥2次。",
        "",
    ]
    assert write("human") == ""


@pytest.mark.parametrize(
    "line", ["    target: ≥75%", "about: 两辆公车，续保", "\tname: 甲", "乙" * 300, "a" * 300, "甲a" * 200 + "，"]
)
def test_the_caret_stands_below_its_character(line: str) -> None:
    """A Chinese character is two cells wide; of a long line only what is around the place is shown."""
    for column in range(1, len(line) + 1, 7):
        shown, mark = line_excerpt(line, column)
        cells = columns_of(mark) - 1
        character = line[column - 1]
        at = next(n for n in range(len(shown) + 1) if columns_of(shown[:n]) == cells)
        assert shown[at] == (" " if character == "\t" else character)
        assert columns_of(shown) <= 101


def test_human_has_colours_only_where_wanted() -> None:
    """The same text, with and without colours."""
    plain, coloured = reported("human", report(*PROBLEMS), ZH), reported("human", report(*PROBLEMS, colour=True), ZH)
    assert "\x1b[31m错误\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_human_shows_no_line_of_what_lies_outside(tmp_path: Path) -> None:
    """A file that is a link, isn't text or has no such line is told of without a line."""
    (tmp_path / "secret").write_text("密码\n", "utf-8")
    root = tmp_path / "goals"
    root.mkdir()
    (root / "a.yml").symlink_to(tmp_path / "secret")
    (root / "b.yml").write_bytes(b"\xff\n")
    (root / "c.yml").write_text("name: 甲\n", "utf-8")
    problems = [Problem(f"{name}.yml", line, 1, "link") for name, line in (("a", 1), ("b", 1), ("c", 9))]
    problems.append(Problem("../secret", 1, 1, "link"))
    text = reported("human", CheckReport(root, "", (), tuple(problems)), ZH)
    assert "│" not in text
    assert "密码" not in text


def test_json_is_exactly_a_list_of_problems() -> None:
    """Eight keys in their order, and nothing else."""
    found = json.loads(write("json", *PROBLEMS))
    assert [list(one) for one in found] == [
        ["rule", "severity", "file", "line", "column", "where", "message", "remedy"]
    ] * 3
    assert found[2] == {
        "rule": "IN-7",
        "severity": "warning",
        "file": f"goals/{FILE}",
        "line": 30,
        "column": 13,
        "where": "",
        "message": "指标值“≥2”没有计量单位。",
        "remedy": "补上单位，例如 ≥2次。",
    }
    assert json.loads(write("json")) == []


def test_github_escapes_what_its_commands_are_made_of() -> None:
    """One command a line; percent signs and line ends are escaped in texts, colons and commas in properties too."""
    odd = Problem("a,b:c%.yml", 1, 1, "yaml-suffix", "", (("file", "a,b:c%.yml"),))
    lines = write("github", NOTE, ERROR, WARNING, odd).split("\n")
    assert [line.split(" ", 1)[0] for line in lines] == ["::notice", "::error", "::warning", "::error"]
    assert lines[1].startswith(f"::error file=goals/{FILE},line=25,col=13,title=IN-6::指标 › 值：指标“a,b:c%25”")
    assert lines[3].startswith("::error file=goals/a%2Cb%3Ac%25.yml,line=1,col=1,title=yaml-suffix::")
    assert all("%0A" in line for line in lines)
    assert not re.search(r"%(?!25|0A|0D|3A|2C)", "\n".join(lines))


def test_gitlab_fingerprints_stay_and_differ() -> None:
    """Issues have what GitLab asks for; a fingerprint stays when lines move, and two of a kind differ."""
    first = json.loads(write("gitlab", *PROBLEMS, WARNING))
    moved = json.loads(write("gitlab", *(replace(one, line=one.line + 5, column=2) for one in PROBLEMS)))
    assert [one["fingerprint"] for one in first[:3]] == [one["fingerprint"] for one in moved]
    assert len({one["fingerprint"] for one in first}) == 4
    assert [one["severity"] for one in first] == ["info", "major", "minor", "minor"]
    for one in first:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["location"]["lines"]["begin"] >= 1
        assert re.fullmatch("[0-9a-f]{32}", one["fingerprint"])
        assert not one["location"]["path"].startswith(("/", "./"))


def test_sarif_has_what_the_standard_asks_for() -> None:
    """Version, tool, rules and results whose rule, level and place fit; rules that didn't run are notifications."""
    log = json.loads(write("sarif", *PROBLEMS, Problem("甲 a.yml", 1, 1, "misplaced", "", (("file", "甲 a.yml"),))))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert run["tool"]["driver"]["name"] == "goalbook"
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning", "error"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
        assert place["region"].keys() == {"startLine", "startColumn"}
        assert min(place["region"].values()) >= 1
        assert result["partialFingerprints"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    notes = invocation["toolConfigurationNotifications"]
    assert [note["associatedRule"]["id"] for note in notes] == [rule.id for rule in SKIPPED]
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 2)])
def test_junit_counts_what_it_holds(strict: bool, failures: int) -> None:
    """Failures are what fails the check; other problems are the output of their file; rules that didn't run are skipped."""
    suite = ET.fromstring(write("junit", *PROBLEMS, strict=strict)).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    counts = {
        "tests": len(cases),
        "failures": len(suite.findall(".//failure")),
        "skipped": len(suite.findall(".//skipped")),
    }
    assert {key: suite.get(key) for key in counts} == {key: str(count) for key, count in counts.items()}
    assert counts["failures"] == failures
    assert counts["skipped"] == len(SKIPPED)
    assert "MO-7" not in "".join(one.get("type", "") for one in suite.iter("failure"))
    assert "早于最后一期" in "".join(one.text or "" for one in suite.iter("system-out"))


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_takes_any_text(style: str, language: str) -> None:
    """Control characters, characters that turn the direction of text and half characters do no harm in any format."""
    odd = Problem(
        "\x1b[2J\udcff.yml", 1, 1, "IN-6", "\x00\u202e]]>", (("name", "\x07<&\"'>"), ("text", "::error::\n%")), "error"
    )
    text = reported(style, report(odd), catalogue(language))
    assert text.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
    if style == "junit":
        assert ET.fromstring(text) is not None
    elif style in ("json", "gitlab", "sarif"):
        assert json.loads(text)
    elif style == "github":
        assert len(text.split("\n")) == 1


def test_a_report_of_all_real_findings_can_be_written() -> None:
    """Every format holds as many problems as were found in the goals of this repository."""
    goals = Path(__file__).parents[2] / "goals"
    found = check_book(goals).problems
    whole = CheckReport(goals, "goals/", tuple({one.file for one in found}), found, strict=True)
    assert len(json.loads(reported("json", whole, ZH))) == len(found)
    assert len(json.loads(reported("gitlab", whole, ZH))) == len(found)
    assert len(json.loads(reported("sarif", whole, ZH))["runs"][0]["results"]) == len(found)
    assert len(reported("github", whole, ZH).split("\n")) == len(found)
    assert len({one["fingerprint"] for one in json.loads(reported("gitlab", whole, ZH))}) == len(found)
