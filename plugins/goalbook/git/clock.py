"""The time after which no commit was made."""

from __future__ import annotations

import os
import re
import time

_DAY = 86_400


def latest_time() -> int:
    """In seconds since 1970: of SOURCE_DATE_EPOCH, else of the clock; a day is allowed for clocks that differ.

    It only refuses dates: none is ever taken from the clock.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    return (int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else int(time.time())) + _DAY
