"""What can go wrong with a base, said so that the user can mend it."""

from __future__ import annotations


class StoreError(Exception):
    """The base cannot be opened, read or written; the message says why and what to do."""


class NotThereError(StoreError):
    """The base does not hold what was asked for: no such article, conflict, claim or judgement."""


class JudgementError(StoreError):
    """What was to be imported holds something that is no judgement. Nothing was imported."""


class BusyError(StoreError):
    """Another process held the base for longer than we were told to wait. Nothing was written."""
