"""What a command asks of a build besides the settings of the site."""

from __future__ import annotations

from typing import NamedTuple


class Orders(NamedTuple):
    """What a command asks of a build besides the settings: whether it ``waits`` for another build of the site, the ``scheduler`` whose
    workers make the documents, where not this machine does, and the name under which the store is to carry the site's files, where
    it is."""

    waits: bool = True
    scheduler: str = ""
    carried: str = ""


NO_ORDERS = Orders()
