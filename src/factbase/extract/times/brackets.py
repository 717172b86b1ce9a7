"""Figures alone in brackets behind another: those of the year before, as reports of results give them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from factbase.extract.times.giving import give
from factbase.extract.times.value import year_before
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["compared"]

_OPENS = re.compile(r"\s\([-–]?")


def compared(line: Timeline) -> None:
    """ "Net sales for the quarter were SEK 977m (928)": the second figure is of that quarter a year before."""
    for one, two in itertools.pairwise(line.mentions):
        if one.kind is not two.kind or one.unit != two.unit or one.kind not in (Kind.MONEY, Kind.PERCENT) or one.date is None:
            continue
        alone = _OPENS.fullmatch(line.text, one.end, two.start) and line.text[two.end : two.end + 1] == ")"
        if alone and two.date in (None, one.date) and (before := year_before(one.date)) is not None:
            give(two, before, "bracketed year", f"a year before {one.date}, as reports give it in brackets behind")
