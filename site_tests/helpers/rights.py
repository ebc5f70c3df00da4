"""Rights of files that hold for whoever runs the tests."""

from __future__ import annotations

import os


def without_privileges() -> list[str]:
    """How a command line begins so that rights of files hold for it where root runs the tests, to whom they say nothing."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
