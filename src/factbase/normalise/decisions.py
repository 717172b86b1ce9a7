"""What people decided on names: merges and splits, kept whatever else a base holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from factbase.model import Claim, Judgement
from factbase.normalise.folding import fold
from factbase.normalise.merging import canonical, judged, merges


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided on names: who is one, who is not.

    Attributes:
        into: every merged name with the one that stands for it.
        apart: for a name, the names that it is not, folded.
    """

    into: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]

    def named(self, claim: Claim) -> Claim:
        """The claim with every merged name under the one that stands for it."""
        into = self.into
        names = (*claim.payer, *claim.payee, claim.programme, claim.speaker)
        if not any(name in into for name in names if name):
            return claim
        return claim.model_copy(
            update={
                "payer": tuple(dict.fromkeys(into.get(name, name) for name in claim.payer)),
                "payee": tuple(dict.fromkeys(into.get(name, name) for name in claim.payee)),
                "programme": into.get(claim.programme, claim.programme) if claim.programme else claim.programme,
                "speaker": into.get(claim.speaker, claim.speaker) if claim.speaker else claim.speaker,
            }
        )

    def others(self, claim: Claim) -> frozenset[str]:
        """The names, folded, that none of the claim's names may be taken for."""
        if not self.apart:
            return frozenset()
        names = (*claim.payer, *claim.payee, claim.programme or "")
        return frozenset(other for name in names for other in self.apart.get(name, ()))


def decisions(judgements: Iterable[Judgement]) -> Decisions:
    """The merges and splits in force; the same whatever else a base holds."""
    judgements = tuple(j for j in judgements if j.kind in ("merge", "split", "undo"))
    if not judgements:
        return Decisions({}, {})
    _, parted = judged(judgements)
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in parted:
        for name in pair:
            apart[name] |= {fold(other) for other in pair - {name}}
    return Decisions(canonical(merges((), judgements), judgements), {name: frozenset(rows) for name, rows in apart.items()})
