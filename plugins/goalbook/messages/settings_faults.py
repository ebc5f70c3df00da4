"""What is wrong with a site's settings, in words."""

from __future__ import annotations

from goalbook.goalfile.settings_file import BadSettings
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible


def words_of_settings(fault: BadSettings, t: Catalogue) -> str:
    """Which settings file can't be used, and why."""
    return "\n".join(visible(line) for line in t(f"settings.{fault.code}", **fault.values).split("\n"))
