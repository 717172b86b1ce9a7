"""Who is named: the parties and programmes of a base, and of the knowledge files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from factbase.model import Entity, Judgement
from factbase.normalise.merging import Merge
from factbase.normalise.merging import merges as find_merges
from factbase.query.lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from factbase.store.brief import BriefClaim


def merges(claims: Iterable[BriefClaim], judgements: Iterable[Judgement] = ()) -> list[Merge]:
    """Which names in claims are one entity: those that people merged, and those that the program proposes, with reasons."""
    stated = list(claims)
    names = [(p, "organisation") for claim in stated for p in (*claim.payer, *claim.payee)]
    names += [(claim.programme, "programme") for claim in stated if claim.programme]
    return find_merges(names, judgements)


def entities(claims: Iterable[BriefClaim]) -> list[Entity]:
    """The parties and programmes that claims name, the most frequent first, with the names the knowledge files give them."""
    count: dict[tuple[str, str], int] = {}
    for claim in claims:
        named = {(p, "country" if len(p) == 2 and p.isupper() else "organisation") for p in (*claim.payer, *claim.payee)}
        named |= {(claim.programme, "programme")} if claim.programme else set()
        for key in named:
            count[key] = count.get(key, 0) + 1
    lex = lexicon()
    order = sorted(count, key=lambda key: (-count[key], key))
    return [_entity(i, kind, lex) for i, kind in order]


def known_entities() -> list[Entity]:
    """Every party and programme of the knowledge files in force."""
    lex = lexicon()
    return [_entity(id_, kind, lex) for id_, kind in lex.kinds.items()]


def _entity(id_: str, kind: str, lex: Lexicon) -> Entity:
    name = lex.names.get(id_, id_)
    return Entity(id=id_, name=name, kind=kind, aliases=tuple(form for form in lex.forms.get(id_, ()) if form not in (id_, name)))
