"""A copy of a store on any file system that ``fsspec`` knows: machines that come and go begin with it and bring it up to date."""

from __future__ import annotations

from pathlib import Path

from goalbook.files import new_file
from goalbook.site.build.target import NoTarget, file_system

_BLOCK = 8 << 20  # bytes that are copied at a time


class StoreCopy:
    """One file elsewhere, which may not be there yet."""

    def __init__(self, address: str) -> None:
        """Find the file system of an address. Raises NoTarget where there is none."""
        self.system, self.path, self.is_local = file_system(address)

    def fetch(self, store: Path) -> None:
        """Have the store that the copy is of, where none is here yet. Raises NoTarget where the copy can't be read."""
        if store.exists():
            return
        try:
            self.system.invalidate_cache()
            if self.system.exists(self.path):
                with self.system.open(self.path, "rb") as copy, new_file(store) as file:
                    while block := copy.read(_BLOCK):
                        file.write(block)
        except Exception as error:  # each kind of file system has its own
            raise NoTarget("read", f"{type(error).__name__}: {error}") from error

    def send(self, store: Path) -> None:
        """Put a store, which nobody has open, in the place of the copy: an object is written whole or not at all, a file is renamed. Raises
        NoTarget where that fails."""
        try:
            if store.exists():
                path = f"{self.path}.part" if self.is_local else self.path
                self.system.put_file(str(store), path)
                if self.is_local:
                    self.system.mv(path, self.path)
        except Exception as error:  # each kind of file system has its own
            raise NoTarget("write", f"{type(error).__name__}: {error}") from error
