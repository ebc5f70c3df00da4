"""`goalbook diff`: what was changed in the goals, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.messages.catalogue import catalogue
from goalbook.messages.visible import visible, visible_json


@click.command("diff", epilog="Exit codes: 0 compared, with or without differences, 2 wrong usage or no such revision.")
@click.argument("before", metavar="REV")
@click.argument("after", metavar="[REV]", default="")
@click.option("--goals", default="goals", type=click.Path(exists=True, file_okay=False, path_type=Path),
              show_default=True, help="The goals' folder.")  # fmt: skip
@click.option("--snapshots", default="snapshots", type=click.Path(file_okay=False, path_type=Path), show_default=True,
              help="The folder of snapshots.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@options.language
def command(before: str, after: str, goals: Path, snapshots: Path, style: str, language: str) -> None:
    """Tell what was changed in the goals between two git revisions, or since one in the files as they are.

    Above all else it tells what became of snapshots, which never change once they are published, and names every file in the
    goals' folder that is no goal file; then what was changed in the forms that the site has drawn.
    Markdown is fit for a comment on a forge: at most 65,536 characters, and nothing in it acts.
    """
    from dataclasses import asdict

    from goalbook.diff.documents import diff
    from goalbook.diff.formats import code, diff_as_json, markdown, text
    from goalbook.diff.forms import form_diffs, form_lines
    from goalbook.diff.others import other_files, other_lines
    from goalbook.git.revision import RevisionError, version_of, working_tree
    from goalbook.snapshot.change import snapshot_changes
    from goalbook.snapshot.words import change_lines

    t = catalogue(language)
    try:
        old = version_of(goals, before)
        new = version_of(goals, after) if after else working_tree(goals, old)
    except RevisionError as error:
        raise click.UsageError(t(f"diff.error.{error.code}", revision=error.revision)) from error
    files, others, forms = diff(old, new), list(other_files(old, new)), list(form_diffs(old, new))
    kept = snapshot_changes(snapshots, before, after)
    first: Callable[[Callable[[str], str]], list[str]] = lambda quote: [  # noqa: E731
        *change_lines(kept, t, quote), *other_lines(others, t, quote), *form_lines(forms, t, quote)
    ]  # fmt: skip
    if style == "json":
        sentences = change_lines(kept, t, str)
        told = [asdict(one) | {"sentence": words} for one, words in zip(kept, sentences, strict=True)]
        whole = diff_as_json(files, before, after, t) | {"snapshots": told, "others": [asdict(one) for one in others]}
        drawn = zip(forms, form_lines(forms, t, str), strict=True)
        whole["forms"] = [asdict(one) | {"sentence": words} for one, words in drawn]
        click.echo(visible_json(whole, 1))
    elif style == "markdown":
        say(markdown(files, t, first(code)), nl=False)
    else:
        for line in text(files, t, first(visible)):
            say(line)
