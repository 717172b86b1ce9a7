"""A candidate for the roles of an amount: someone named near it, or nobody, with what the text says for or against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from factbase.extract.parties.scene import Actor
from factbase.extract.text.words import remembered

ROLES = ("payer", "payee")
NOBODY = ""  # the id of the candidate that leaves a role empty

PLAYS = {role: remembered(f"{role} > {{}}".format) for role in ROLES}
"""The mark of a feature of one who plays a role: for that role it is `own ...`, for the opposite one `other ...`."""
ONLY = {role: remembered(f"{role} = {{}}".format) for role in ROLES}
"""The mark of a feature that a candidate has for one role only. Features without a mark hold for both."""


def spelled(feature: str, role: str) -> str | None:
    """The name of a feature as it bears on a role, as the weights have it; None where it says nothing of that role."""
    for marked in ROLES:
        if feature.startswith(f"{marked} > "):
            return f"{'own' if marked == role else 'other'} {feature[len(marked) + 3 :]}"
        if feature.startswith(f"{marked} = "):
            return feature[len(marked) + 3 :] if marked == role else None
    return feature


_SPELLED = {role: remembered(partial(spelled, role=role)) for role in ROLES}


Shares = Mapping[str, Mapping[str, float]]
"""The probability by role and candidate."""
Related = dict[str, dict[str, frozenset[str]]]
"""Features of the second pass by role and candidate."""


@dataclass(slots=True)
class Candidate:
    """One who may be a party of an amount, with what speaks for it in each role and the actor that speaks loudest.

    `told` says of each of `ROLES` what the words around the amount themselves say: `told` where they give it to this one,
    `another told` where they give it to another or this one the opposite role, nothing where they do neither.
    `held` are the features that the words give it, `wide` sets of those that it has in the whole article, which many candidates
    share and whose weight is thus added up once; no feature is in two of these.
    """

    id: str
    kind: str
    held: set[str] = field(default_factory=set)
    actor: Actor | None = None
    group: tuple[int, int] | None = None
    told: tuple[str, str] = ("", "")
    wide: tuple[frozenset[str], ...] = ()

    @property
    def features(self) -> dict[str, set[str]]:
        """The names of its features by role."""
        return {role: self.named(role) for role in ROLES}

    def named(self, role: str) -> set[str]:
        """The names of its features as they bear on a role."""
        return {name for name, _ in self.spelled(role)}

    def spelled(self, role: str) -> Iterator[tuple[str, str]]:
        """The name of each feature that bears on a role, and the feature as it is held."""
        spell = _SPELLED[role]
        return ((name, feature) for feature in chain(self.held, *self.wide) if (name := spell(feature)) is not None)

    def add(self, *features: str) -> None:
        """Add features that hold for either role."""
        self.held.update(features)

    def plays(self, role: str, feature: str) -> None:
        """Add a feature of one who plays a role: `own ...` for that role, `other ...` for the opposite one."""
        self.held.add(PLAYS[role](feature))
