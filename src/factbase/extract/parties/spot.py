"""An amount in its sentence, as those meet it who may pay or receive it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from factbase.extract.parties.flow import flow_of, silent_verbs, trade
from factbase.extract.parties.grammar import Grammar
from factbase.extract.parties.rivals import fence_of, next_amount, row_end
from factbase.extract.parties.scene import Scene
from factbase.extract.text.article import Mention
from factbase.model import Kind

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an amount stands in its sentence, and what its kind makes of the words there.

    Attributes:
        scene: the sentence.
        first, last: the amount's tokens.
        end: the last token of the row of amounts that it is in ("5 tanks and 6 guns *from Peru*").
        verb: the verb that governs it, by index.
        fence: the token behind which a preposition belongs to the next amount.
        upto: the token at which the next amount of the sentence begins.
        flow: how money or goods of its concept go (`flow.flow_of`).
        silent: classes of verbs that say nothing of who pays such an amount.
        turned: classes of verbs that give the payer's role to the payee and back, as the amount counts goods.
        goods: whether goods go at all; where they do not, such verbs give no role.
        share: whether it is a percentage, of which nobody behind "of" pays.
    """

    scene: Scene
    first: int
    last: int
    end: int
    verb: int | None
    fence: int
    upto: int | None
    flow: str
    silent: Set[str]
    turned: Set[str]
    goods: bool
    share: bool


def spot_of(mentions: Sequence[Mention], at: int, scene: Scene, words: Grammar) -> Spot:
    """The place of the mention at an index, in its sentence."""
    mention = mentions[at]
    first, last = scene.token_at(mention.start), scene.token_at(max(mention.start, mention.end - 1))
    flow = flow_of(mention.concept)
    end = row_end(mentions, at, scene, words)
    after = next_amount(mentions, at, end, scene, words)
    return Spot(
        scene=scene,
        first=first,
        last=last,
        end=end,
        verb=scene.governing(first, last),
        fence=fence_of(scene, end, after, words),
        upto=scene.token_at(after) if after is not None and after < scene.tokens[-1].end else None,
        flow=flow,
        silent=silent_verbs(flow),
        turned=trade() if mention.kind is Kind.COUNT else _NOTHING,
        goods=flow != "none",
        share=mention.kind is Kind.PERCENT,
    )
