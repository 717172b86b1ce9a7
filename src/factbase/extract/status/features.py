"""The features of a figure: what the model looks at, each with a name that an analyst understands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factbase.extract.status.cue import BESIDE, OWN_WORDS, PLACES, TENSES, Cue
from factbase.extract.text.article import Mention
from factbase.model import Kind

VERBS = ("transfer.now", "transfer.done", "go.now", "trade.now", "spend", "reserve")
"""Classes of verbs that say another thing in each tense."""
_CONJUGATED = (*VERBS, "cut")
_TELLING = frozenset((*VERBS, "go.done", "trade.done", "request", "promise", "commit"))  # verbs that tell a state
_MOODS = ("future", "want", "perfect", "passive_now")  # what a verb's tense may be, the strongest first
_ALONE = frozenset({"future", "want", "obligation"})  # tenses that say something of a verb that no class knows
_PAIRS = (
    ("transfer.now", "rate"),
    ("go.now", "rate"),
    ("raise", "aid_frame"),
    ("raise", "gift"),
    ("cost", "past"),
    ("outlay", "past"),
    ("people", "future alone"),
    ("people", "receive"),
    ("loss", "toll"),
    ("loss", "cost"),
    ("volume", "future alone"),
    ("goods", "future alone"),
    ("goods", "go.done"),
    ("crew", "go.done"),
    ("raise", "conference"),
    ("transfer.done", "conference"),
    ("come", "conference"),
    ("going", "posts"),
    ("cut+future", "posts"),
    ("saving", "cost"),
    ("saving", "obligation alone"),
)  # classes that say together what neither says alone
_DOUBTED = ("going", "cut+future")  # what is only feared is announced by nobody: "unions fear that 900 jobs will go"
_TO_CUT = "to cut"  # an infinitive that says nothing of the other verbs of its clause
_SMALL = 20_000  # an amount of money below which it is the price or the pay of one thing or person, more often than not


def features(cues: Sequence[Cue], mention: Mention) -> dict[str, float]:
    """The features of a mention by its cues: their classes, verbs with their tense, pairs, sides, and a small price."""
    out, clauses = _classes(cues)
    tenses, alone = _tenses(cues)
    _conjugate(out, clauses, tenses)
    if out.keys().isdisjoint(_TELLING):
        # A verb that no class knows still has its tense: "will create a fund of".
        out |= {f"{name} alone": value for name, value in alone.items()}
    if "fear" in out:
        out = {name: value for name, value in out.items() if name not in _DOUBTED}
    for one, two in _PAIRS:
        if one in out and two in out:
            out[f"{one}+{two}"] = min(out[one], out[two])
    out |= _sides(cues, mention)
    if mention.kind is Kind.MONEY and mention.amount < _SMALL:
        out["small"] = 1.0
    return out


def _classes(cues: Iterable[Cue]) -> tuple[dict[str, float], dict[str, int]]:
    """Each cue class by its nearest cue, and the clause of that cue."""
    out: dict[str, float] = {}
    clauses: dict[str, int] = {}
    for cue in cues:
        if cue.name in TENSES or (cue.name in OWN_WORDS and cue.place != "unit"):
            continue
        if (weight := PLACES[cue.place]) > out.get(cue.name, 0.0):
            out[cue.name], clauses[cue.name] = weight, cue.clause
    return out, clauses


def _tenses(cues: Sequence[Cue]) -> tuple[dict[int, set[str]], dict[str, float]]:
    """The tenses of each clause, and how near those stand that may say something alone."""
    by_clause: dict[int, set[str]] = {}
    alone: dict[str, float] = {}
    timed = [cue for cue in cues if cue.name in TENSES]
    if timed:
        cut_at = {c.start - 1 for c in cues if c.name == "cut" and c.place != "aside"}
        done_at = {c.start - 1 for c in cues if c.name == "transfer.done"}
        verb_at = {c.start - 1 for c in cues if c.name in VERBS and c.place != "aside"}
    for cue in timed:
        name = cue.name
        if name == "be_now" and cue.end in done_at:
            name = "passive_now"
        elif name == "infinitive":
            if cue.end in cut_at:
                name = _TO_CUT
            elif cue.end not in verb_at:
                continue
            else:
                name = "future"  # "agreed to pay", "to give"
        by_clause.setdefault(cue.clause, set()).add(name)
        if name in _ALONE:
            alone[name] = max(alone.get(name, 0.0), PLACES[cue.place])
    return by_clause, alone


def _conjugate(out: dict[str, float], clauses: dict[str, int], tenses: dict[int, set[str]]) -> None:
    """Add the verbs with the tense of their clause."""
    for name in _CONJUGATED:
        if value := out.get(name):
            tense = tenses.get(clauses[name], set())
            if "obligation" in tense and value > 0.5 and name in VERBS:
                out["obligation"] = max(out.get("obligation", 0.0), value)
            elif mood := next((t for t in _MOODS if t in tense), _TO_CUT if name == "cut" and _TO_CUT in tense else None):
                out[f"{name}+{'future' if mood in ('want', _TO_CUT) else mood}"] = value


def _sides(cues: Iterable[Cue], mention: Mention) -> dict[str, float]:
    """On which side of the amount its clause says so: "asked 2 million" is a request, "2 million people asked" is not."""
    beside = (cue for cue in cues if cue.place in BESIDE)
    return {f"{cue.name}{'<' if cue.start < mention.start else '>'}": 1.0 for cue in beside}
