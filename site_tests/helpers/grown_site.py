"""A site as an office has it after some years: three years of goals, lists of what is owed, a frozen year."""

from __future__ import annotations

import shutil
from pathlib import Path

from site_tests.conftest import LIGHT, copy_site, run_build
from site_tests.helpers.three_years import NOTE, write_three_years
from site_tests.snapshot.project import commit, git, goalbook

FROZEN = "2022"
GONE = "2022/roads/gone"
_MARK = "# yaml-language-server: $schema=../schema/expected.json\n"
# A year whose page lists what is owed itself, and one that has a page for each of its lists.
_OWED = {
    "2023": f"""goalbook: 2
days: 20
approved: 2023-01-31
expected:
  - {{stage: approved, bodies: [water, roads]}}
  - {{stage: evaluated, due: 2024-06-30, bodies: [water, roads]}}
  - {{form: cn-project, document: patrol, due: 2023-02-25, bodies: [roads, county]}}
absent:
  - {{body: county, why: no-project, reason: 没有项目（{NOTE}）}}
""",
    "2024": """goalbook: 2
approved: 2024-01-31
days: 20
expected:
  - {document: meals, bodies: [school]}
  - {document: signals, bodies: [roads]}
"""
    + "".join(f"  - {{document: plan-{number}, bodies: [county, water, roads, school]}}\n" for number in range(1, 12)),
}
_PUBLISHED = {"2023/water/pipes": "2023-02-10", "2023/roads/signals": "2023-03-10", "2024/school/meals": "2024-02-18"}


def build_grown_site(folder: Path) -> None:
    """Write the site's sources and build it."""
    copy_site(folder, LIGHT)
    goals = folder / "goals"
    schema = (goals / "schema").rename(folder / "schema")
    shutil.rmtree(goals)
    goals.mkdir()
    write_three_years(goals)
    schema.rename(goals / "schema")
    for address, day in _PUBLISHED.items():
        with (goals / f"{address}.yml").open("a", encoding="utf-8") as file:
            file.write(f"published: {day}\n")
    (goals / "site").mkdir()
    for year, text in _OWED.items():
        (goals / f"site/expected-{year}.yml").write_text(_MARK + text, "utf-8")
    # What only the snapshot still has gets a page that leads there, and a warning.
    gone = goals / f"{GONE}.yml"
    shutil.copyfile(goals / "2022/roads/lamps.yml", gone)
    config = (folder / "mkdocs.yml").read_text("utf-8").replace("strict: true", "strict: false")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    (folder / ".gitignore").write_text("/site/\n/.site.*\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "样例")
    frozen = goalbook(folder, "snapshot", "create", FROZEN)
    assert frozen.returncode == 0, frozen.stderr
    gone.unlink()
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
