"""What a user can set, in `factbase.toml`, the environment or on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from factbase import edtf
from factbase.model import Kind, Value

NO_DATE = "none"
"""What stands for no date at all where a date may be set."""


def _edtf(text: str) -> str:
    if text.strip().lower() == NO_DATE:
        return NO_DATE
    try:
        return edtf.parse(text).text
    except edtf.EdtfError as error:
        raise ValueError(f"{error}; write a day as 2025-08-31, a month as 2025-08, a year as 2025") from None


class Settings(Value):
    """Settings of one run.

    Attributes:
        base_currency: ISO 4217 code that amounts are compared in.
        reconciled: kinds of quantity that figures are made of; the others (durations, distances) are kept as claims only.
        rates: the user's own rate files (`date,currency,per_eur,source`), which win over ours.
        knowledge: folders whose files are added to the shipped knowledge.
        spacy_model: name of an installed trained pipeline to take names and syntax from, None for ours alone.
        jobs: processes to extract and reconcile with; 0 for one a core.
        published: EDTF date of articles that give none of their own; it stays with them in later runs, until another is given.
            `none` takes it back.
        max_bytes: the largest article, page or line of JSON that is read, in bytes.
        max_table_bytes: the largest table that is read, in bytes.
    """

    base_currency: Annotated[str, StringConstraints(to_upper=True, strip_whitespace=True)] = "EUR"
    reconciled: tuple[Kind, ...] = (Kind.MONEY, Kind.COUNT, Kind.PERCENT)
    rates: tuple[Path, ...] = ()
    knowledge: tuple[Path, ...] = ()
    spacy_model: str | None = None
    jobs: int = 1
    published: Annotated[str, AfterValidator(_edtf)] | None = None
    max_bytes: int = 100_000_000
    max_table_bytes: int = 2_000_000_000
