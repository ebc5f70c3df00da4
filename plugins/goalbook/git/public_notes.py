"""公开说明: what merges say to the public of the commits that they brought, which say nothing themselves."""

from __future__ import annotations

from pathlib import Path

from goalbook.git.run import git_bytes

# What git gives of a commit's message: its Public-Note, several in one line.
NOTE = "%(trailers:key=Public-Note,valueonly,unfold,separator=%x20)"

_MOST_MERGES = 200


def notes_of_merges(root: Path) -> dict[str, bytes]:
    """The notes of the latest merges of requests, by the ids of the commits that each brought. Raises GitError.

    A request that isn't squashed ends in a merge, which changes no file itself: the changes are those of its commits.
    """
    merges = git_bytes(root, "log", "--first-parent", "--merges", "-z", "--no-show-signature", f"--format=%H {NOTE}")
    noted = [line.partition(b" ")[::2] for line in merges.split(b"\0")]
    found: dict[str, bytes] = {}
    for merge, note in [one for one in noted if one[1].strip()][:_MOST_MERGES]:
        commit = merge.decode()
        brought = git_bytes(root, "rev-list", f"{commit}^1..{commit}", "--", ".")
        found |= dict.fromkeys(brought.decode().split(), note)
    return found
