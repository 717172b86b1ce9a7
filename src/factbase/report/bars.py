"""Pictures in plain characters: intervals on one axis for a terminal or a text file, and a series over time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factbase.model import Interval
from factbase.report.words import number


def bounds(intervals: Sequence[Interval], margin: Decimal = Decimal("0.06")) -> tuple[Decimal, Decimal]:
    """An axis that holds every stated end with some room; an open end does not stretch it."""
    ends = [x for i in intervals for x in (i.low, i.high) if x is not None] or [Decimal(0), Decimal(1)]
    low, high = min(ends), max(ends)
    room = (high - low) * margin or abs(high) * margin or Decimal(1)
    return low - room, high + room


def forest(lines: Sequence[tuple[str, Interval | None, Decimal | None]], width: int = 48) -> list[str]:
    """Intervals under one another on one axis: `├──●──┤`, with `◄` and `►` for open ends.

    Args:
        lines: of each a label, an interval (None: not comparable) and a value to mark.
    """
    low, high = bounds([i for _, i, _ in lines if i is not None])
    step = (high - low) / (width - 1)

    def column(value: Decimal) -> int:
        return max(0, min(width - 1, int((value - low) / step)))

    margin = max((len(label) for label, _, _ in lines), default=0)
    out = []
    for label, interval, value in lines:
        cells = [" "] * width
        if interval is None:
            cells = list("(not convertible)".ljust(width))
        else:
            a = 0 if interval.low is None else column(interval.low)
            b = width - 1 if interval.high is None else column(interval.high)
            cells[a : b + 1] = "─" * (b - a + 1)
            cells[a] = "◄" if interval.low is None else "├"
            cells[b] = "►" if interval.high is None else "┤"
            if value is not None:
                cells[column(value)] = "●"
            elif a == b:
                cells[a] = "│"
        out.append(f"{label.ljust(margin)}  {''.join(cells).rstrip()}")
    left, right = number(low), number(high)
    out.append(f"{' ' * margin}  {left}{right.rjust(width - len(left))}")
    return out


def bar(value: Decimal, greatest: Decimal, width: int = 24) -> str:
    """A bar from zero, in eighths of a character."""
    if greatest <= 0 or value <= 0:
        return ""
    eighths = int(value / greatest * width * 8)
    return "█" * (eighths // 8) + (" ▏▎▍▌▋▊▉"[eighths % 8].strip())
