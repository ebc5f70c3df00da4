"""Documents made by processes that share no disk with the build: the same bytes, and what fails there is named."""

from __future__ import annotations

import multiprocessing
import os
import platform
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from goalbook.host import site_run
from goalbook.host.orders import Orders
from goalbook.host.runs import build
from goalbook.site.build import errand
from goalbook.site.build.software import whole_key
from goalbook.store import store_at
from mkdocs.exceptions import Abort

from site_tests.bench.sites import goalbook_site
from site_tests.whole.test_publishing import tree

DOCUMENTS = 20  # more than are sent together


class Here(Executor):
    """An engine in this process, which says what it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function at once."""
        self.asked.append(fn.__name__)
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def publish(folder: Path, engine: Executor, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The site as an engine makes it."""

    @contextmanager
    def there(_: str) -> Iterator[Executor]:
        yield engine

    monkeypatch.setattr(site_run, "engine_at", there)
    store_at.cache_clear()
    build(str(folder / "mkdocs.yml"), orders=Orders(scheduler="tcp://127.0.0.1:1"))
    return tree(folder / "site")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with own templates, some files on paper, and a document that isn't there any more."""
    folder = goalbook_site(tmp_path / "site", DOCUMENTS, 1, ("csv", "json", "yaml", "docx")).folder
    own = folder / "overrides/goalbook/document/document.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('{% extends "default/document/document.html" %}\n', "utf-8")
    gone = min(folder.glob("goals/2024/*/department.yml"))
    gone.write_text(f"{gone.read_text('utf-8')}withdrawn: {{date: 2024-12-01, reason: 样例}}\n", "utf-8")
    return folder


def alone(folder: Path) -> dict[str, str]:
    """The same site as one process makes it."""
    copy = folder.with_name("alone")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    store_at.cache_clear()
    build(str(copy / "mkdocs.yml"))
    return tree(copy / "site")


@pytest.mark.full
def test_processes_elsewhere_make_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that see neither the goals nor the templates: every file is as one process makes it."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as engine:
        assert publish(folder, engine, monkeypatch) == alone(folder)


def test_what_is_sent_is_enough(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit sends one document and what it is in, and no edit sends nothing; every file is as it is without an engine."""
    engine = Here()
    before = publish(folder, engine, monkeypatch)
    assert engine.asked[:2] == ["make_elsewhere"] * 2
    assert set(engine.asked[2:]) == {"collect_elsewhere"}
    path = min(folder.glob("goals/2024/*/project.yml"))
    path.write_text(path.read_text("utf-8").replace("basis: 部门职责", "basis: 示例职责"), "utf-8")
    engine.asked.clear()
    after = publish(folder, engine, monkeypatch)
    assert engine.asked.count("make_elsewhere") == 1
    assert after == alone(folder) != before
    engine.asked.clear()
    assert publish(folder, engine, monkeypatch) == after
    assert engine.asked == []


def test_a_document_that_fails_is_named_and_nothing_is_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is told, with what went wrong."""
    failing = min(folder.glob("goals/2024/*/project.yml")).relative_to(folder / "goals").with_suffix("").as_posix()
    (folder / "overrides/goalbook/document/document.html").write_text(
        '{% extends "default/document/document.html" %}{% block heading %}'
        f"{{% if address == '{failing}' %}}{{{{ nothing }}}}{{% endif %}}{{% endblock %}}",
        "utf-8",
    )
    with pytest.raises(Abort, match=f"goals/{failing}.yml .*'nothing' is undefined"):
        publish(folder, Here(), monkeypatch)
    assert not (folder / "site").exists()


def test_a_worker_of_other_software_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name and both digests are told, and nothing is published."""
    monkeypatch.setattr(errand, "whole_key", lambda: "another")
    with pytest.raises(Abort, match=rf"{re.escape(platform.node())}, {os.getpid()} .*another.*{whole_key()}"):
        publish(folder, Here(), monkeypatch)
    assert not (folder / "site").exists()


def test_what_an_engine_gives_up_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an engine raises, the documents that it was about are told."""

    class Lost(Here):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            done: Future[Any] = Future()
            done.set_exception(RuntimeError("four workers died"))
            return done

    with pytest.raises(Abort, match=r"2021/sample-\d+/\w+ … .*RuntimeError: four workers died"):
        publish(folder, Lost(), monkeypatch)
    assert not (folder / "site").exists()
