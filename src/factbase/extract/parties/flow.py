"""How money of a concept flows between parties (`data/parties.yaml`)."""

from __future__ import annotations

from functools import lru_cache

from factbase import knowledge
from factbase.extract.measures.concepts import ancestors


@lru_cache(maxsize=2)
def _flows(_state: int) -> dict[str, str]:
    return {concept: flow for flow, concepts in knowledge.read("parties.yaml")["flows"].items() for concept in concepts}


def flow_of(concept: str | None) -> str:
    """How money of a concept flows: `transfer`, `income`, `outlay`, `purpose`, `none` ..., or `unknown`."""
    if concept is None:
        return "unknown"
    return _flow_of(concept, id(knowledge.read("parties.yaml")), id(knowledge.read("concepts.yaml")))


@lru_cache(maxsize=4096)
def _flow_of(concept: str, state: int, _concepts: int) -> str:
    flows = _flows(state)
    return next((flows[key] for key in ancestors(concept) if key in flows), "unknown")


def silent_verbs(flow: str) -> frozenset[str]:
    """The classes of verbs whose subject does not pay where money flows so: who launches an appeal asks."""
    return frozenset(knowledge.read("parties.yaml")["silent"].get(flow, ()))


def trade() -> frozenset[str]:
    """The classes of verbs and nouns by which things go the other way than money: who buys tanks gets them."""
    return frozenset(knowledge.read("parties.yaml")["trade"])


def penalties() -> frozenset[str]:
    """The classes of verbs and nouns by which someone is made to pay, of which only a state keeps what is paid."""
    return frozenset(knowledge.read("parties.yaml")["penalties"])


def channels() -> frozenset[str]:
    """Bodies that ask and collect for others: the United Nations' appeal for Peru is Peru's money."""
    return frozenset(knowledge.read("parties.yaml")["channels"])


def owners() -> dict[str, str]:
    """The bodies that give what is given from funds of theirs, by fund."""
    found: dict[str, str] = knowledge.read("parties.yaml")["owners"]
    return found


def listing() -> frozenset[str]:
    """The classes of verbs that say above a list what those listed do with the amounts beside them."""
    return frozenset(knowledge.read("parties.yaml")["listing"])
