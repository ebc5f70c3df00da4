"""The one place that starts git."""

from __future__ import annotations

import os


def git_environment() -> dict[str, str]:
    """The environment without what would point git elsewhere, trace it, or let it fetch."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    own = {"GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    return kept | own
