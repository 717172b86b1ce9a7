"""Setting the date of a figure, with the step that says why."""

from __future__ import annotations

from factbase import edtf
from factbase.extract.text.article import Mention
from factbase.extract.times.timex import Timex
from factbase.model import Step

__all__ = ["give", "lasts"]

_WEEK = 7  # days


def give(mention: Mention, value: str, rule: str, text: str, time: Timex | None = None) -> None:
    """Set a mention's date, with the step that says why."""
    if edtf.valid(value):
        mention.date = value
        mention.steps.append(
            Step(slot="date", rule=rule, text=text, start=time.start if time else None, end=time.end if time else None)
        )


def lasts(date: str) -> bool:
    """Whether a date covers more than a week, or is open."""
    span = edtf.parse(date)
    return span.earliest is None or span.latest is None or (span.latest - span.earliest).days > _WEEK
