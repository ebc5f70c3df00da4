"""Where a page of a PDF file lets itself be painted: within the paths and boxes that it has set as its bounds."""

from __future__ import annotations

from typing import Any

import pdfplumber.page

Bounds = tuple[float, float, float, float] | None
"""Left, bottom, right and top on the page; None where nothing bounds it."""

_Interpreter: Any = getattr(pdfplumber.page, "PDFPageInterpreter")  # noqa: B009 - of another library, which has no type there


def within_bounds(bounds: Bounds, across: float, up: float) -> bool:
    """Whether a point of a page is painted."""
    return bounds is None or (bounds[0] <= across <= bounds[2] and bounds[1] <= up <= bounds[3])


def narrowed(bounds: Bounds, points: list[tuple[float, float]]) -> Bounds:
    """Bounds and, within them, the smallest box around some points."""
    across, up = zip(*points, strict=True)
    box = min(across), min(up), max(across), max(up)
    if bounds is None:
        return box
    return max(bounds[0], box[0]), max(bounds[1], box[1]), min(bounds[2], box[2]), min(bounds[3], box[3])


class BoundedInterpreter(_Interpreter):  # type: ignore[misc]
    """Goes through what a page draws and keeps the ``bounds`` of its device; a path bounds as the box around it."""

    def init_state(self, ctm: Any) -> None:
        """The beginning of a page, or of a drawing in it, which is bounded as the place that it is drawn at."""
        super().init_state(ctm)
        self.kept: list[Bounds] = []
        self.bounding = False

    def do_q(self) -> None:
        """Keep the bounds."""
        self.kept.append(self.device.bounds)
        super().do_q()

    def do_Q(self) -> None:
        """Bounds as they were kept."""
        if self.kept:
            self.device.bounds = self.kept.pop()
        super().do_Q()

    def do_W(self) -> None:
        """The path bounds what is painted after it."""
        self.bounding = True

    do_W_a = do_W

    def do_Do(self, name: Any) -> None:
        """A drawing; the bounds that it sets end with it."""
        before = self.device.bounds
        super().do_Do(name)
        self.device.bounds = before

    def _end_path(self) -> None:
        points = [part[n : n + 2] for part in self.curpath for n in range(1, len(part), 2)]
        if self.bounding and points:
            a, b, c, d, e, f = self.ctm
            self.device.bounds = narrowed(
                self.device.bounds, [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
            )
        self.bounding = False

    def do_n(self) -> None:
        """A path that isn't painted ends."""
        self._end_path()
        super().do_n()

    def do_S(self) -> None:
        """A path that is drawn ends."""
        self._end_path()
        super().do_S()

    def do_f(self) -> None:
        """A path that is filled ends."""
        self._end_path()
        super().do_f()

    def do_F(self) -> None:
        """The same in an older word, which pdfminer leaves alone."""
        self.do_f()

    def do_f_a(self) -> None:
        """A path that is filled by the other rule ends."""
        self._end_path()
        super().do_f_a()

    def do_B(self) -> None:
        """A path that is drawn and filled ends."""
        self._end_path()
        super().do_B()

    def do_B_a(self) -> None:
        """A path that is drawn and filled by the other rule ends."""
        self._end_path()
        super().do_B_a()
