"""The commit that a snapshot's data come from, and what differs from it; the day that stands for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from goalbook.git.commit import Commit
from goalbook.snapshot.error import SnapshotError


def snapshot_day(commit: Commit) -> str:
    """The ISO day a snapshot bears: of SOURCE_DATE_EPOCH in UTC, else of the commit; never of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError) as error:
            raise SnapshotError("bad_epoch", value=epoch) from error
    if not commit.day:
        raise SnapshotError("no_day")
    return commit.day
