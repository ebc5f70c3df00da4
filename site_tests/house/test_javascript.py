"""Scripts are small modules that their bundles can join, and the tools that check them find what is wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from goalbook.host.assets import BUNDLES, joined

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "plugins/goalbook/assets"
TOOLS = ROOT / "site_tests/js"
SCRIPTS = sorted(path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*.js"))
OF_SCRIPTS = {bundle.name: bundle for bundle in BUNDLES if bundle.name.endswith(".js")}
# The only ways that the joining of a bundle knows.
IMPORT = re.compile(r'import \{ \w+(?:, \w+)* \} from "(\.[\w./]+\.js)";')
EXPORT = re.compile(r"export (?:(?:async )?function|class|const) \w+\b.*")
WRONG = {
    "max-lines": "self.focus();\n" * 251,
    "max-lines-per-function": "export function long() {\n" + "  self.focus();\n" * 39 + "}\n",
    "max-params": "export const many = (a, b, c, d, e, f, g) => a + b + c + d + e + f + g;\n",
    "no-unused-vars": "const unused = 1;\n",
    "no-undef": "export const found = unheard;\n",
    "no-var": "export var old = 1;\n",
    "eqeqeq": "export const same = self.name == 1;\n",
    # What browsers of five years ago don't know.
    None: "export class Later {\n  field = 1;\n}\n",
}


def run(*command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a tool of the scripts. Fails where Node or the tools are missing."""
    assert shutil.which("node"), "Node is missing: `make test` installs it, or says how"
    assert (TOOLS / "node_modules/.made").is_file(), (
        "the tools that check scripts are missing: `make checks` installs them"
    )
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def browser_names() -> frozenset[str]:
    """The names that a browser has for every script."""
    package = json.dumps(str(TOOLS / "node_modules/globals"))
    listed = run("node", "-p", f"JSON.stringify(Object.keys(require({package}).browser))")
    return frozenset(json.loads(listed.stdout))


def statements(script: str, word: str) -> list[str]:
    """The lines of a script that begin with a word."""
    return [line for line in (ASSETS / script).read_text("utf-8").splitlines() if re.match(rf"{word}\b", line)]


def test_every_style_and_script_is_in_a_bundle() -> None:
    """No file is forgotten, or stands twice in a bundle."""
    for suffix in (".css", ".js"):
        listed = [bundle.parts for bundle in BUNDLES if bundle.name.endswith(suffix)]
        assert all(len(set(names)) == len(names) for names in listed)
        found = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob(f"*{suffix}")}
        assert {name for names in listed for name in names} == found


@pytest.mark.parametrize("bundle", OF_SCRIPTS)
def test_a_script_imports_what_stands_above_it(bundle: str) -> None:
    """Each import leads to a script that the bundle holds before, so that all of a script is there once it runs."""
    above: list[str] = []
    for script in OF_SCRIPTS[bundle].parts:
        for line in statements(script, "import"):
            found = IMPORT.fullmatch(line)
            assert found, f"{script}: {line}"
            taken = (ASSETS / script).parent.joinpath(found[1]).resolve().relative_to(ASSETS).as_posix()
            assert taken in above, f"{bundle}: {script} takes {taken}"
        above.append(script)


@pytest.mark.parametrize("script", SCRIPTS)
def test_exports_can_be_joined(script: str) -> None:
    """An export is the declaration itself."""
    assert [line for line in statements(script, "export") if not EXPORT.fullmatch(line)] == []


@pytest.mark.parametrize("bundle", OF_SCRIPTS)
def test_a_bundle_is_one_script(bundle: str, tmp_path: Path) -> None:
    """A browser can read it; where two scripts declare the same name it can't, rather than take the one for the other."""
    text = joined(OF_SCRIPTS[bundle])
    assert not re.search(r"^(?:import|export)\b|/\*\*$", text, re.M)
    path = tmp_path / "bundle.cjs"
    path.write_text(text, "utf-8")
    assert run("node", "--check", path).returncode == 0
    path.write_text(text.removesuffix("}\n") + "function made() {}\n}\n", "utf-8")
    assert "'made' has already been declared" in run("node", "--check", path).stderr


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_name_hides_one_of_the_browser(script: str, browser_names: frozenset[str]) -> None:
    """In a bundle the names of all its scripts are seen: a name of the browser stays what it is in each."""
    text = (ASSETS / script).read_text("utf-8")
    declared = re.findall(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", text, re.M)
    assert "document" in browser_names
    assert browser_names & set(declared) == frozenset()


@pytest.mark.parametrize(("rule", "text"), WRONG.items())
def test_what_is_wrong_in_a_script_is_found(rule: str | None, text: str) -> None:
    """Long files and functions, many parameters and the faults of eslint's recommended rules are refused."""
    command = (TOOLS / "node_modules/.bin/eslint", "--config", TOOLS / "eslint.config.js", "--format", "json")
    done = run(*command, "--stdin", "--stdin-filename", ASSETS / "search/made.js", stdin=text)
    assert done.returncode == 1, done.stderr
    assert {one["ruleId"] for one in json.loads(done.stdout)[0]["messages"]} == {rule}


def test_what_is_wrong_in_a_type_is_found(tmp_path: Path) -> None:
    """The types of all scripts are checked, strictly: what may be nothing isn't taken for something."""
    tsc = TOOLS / "node_modules/.bin/tsc"
    looked = run(tsc, "--project", TOOLS, "--listFilesOnly").stdout.split("\n")
    assert {(ASSETS / name).as_posix() for name in SCRIPTS} <= set(looked)
    (tmp_path / "made.js").write_text('export const text = document.querySelector("p").textContent;\n', "utf-8")
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"extends": str(TOOLS / "tsconfig.json"), "include": ["made.js"]})
    )
    done = run(tsc, "--project", tmp_path)
    assert done.returncode != 0
    assert "error TS2531: Object is possibly 'null'." in done.stdout
