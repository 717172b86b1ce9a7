"""Train the weights by which `extract.parties` tells payer and payee.

`train_parties.py CORPUS... [--heavy CORPUS...] [--out FILE] [--report]`

CORPUS is a folder of gold articles (STEM.txt beside STEM.json with `claims`, as eval/ANNOTATION.md describes); the wordings of
lang/*/examples/parties.yaml are always part of the training set. The model is a conditional logit with a Gaussian prior whose
mean is what the rules would say (PRIOR below), so that a feature without evidence keeps the rule's weight (MAP estimation,
Bishop, Pattern Recognition and Machine Learning, 2006, 4.5). The second pass is fitted on first-pass scores of articles that
the first pass has not seen (stacking, Wolpert 1992). `--report` leaves one folder out at a time and prints F1 on it.

Needs numpy, which is no dependency of factbase itself but of spaCy.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from gold_claims import articles

from factbase import knowledge
from factbase.extract.claims import COMPONENTS
from factbase.extract.parties.candidate import NOBODY, ROLES, Candidate, Related, Shares
from factbase.extract.parties.choice import Model, choose, logit
from factbase.extract.parties.evidence import rows
from factbase.extract.parties.neighbours import conversions, relate
from factbase.extract.parties.roles import parties
from factbase.extract.text.article import Article, Mention
from factbase.model import Document, Kind

MIN_COUNT = 4  # rows in which a feature must occur to be fitted
STRENGTH = 25.0  # precision of the prior
THRESHOLD = {"payer": 0.345, "payee": 0.355}
FOLDS = 5
HEAVY = 2.5  # how much a mention of a heavy corpus counts
EXAMPLE = 2.0  # and one of an example, which is a class of sentences

Weights = dict[str, dict[str, float]]

# What the rules say: (pattern, weight); the first that fits counts. `own` is the role asked for, `other` the opposite one.
PRIOR: list[tuple[str, float]] = [
    (r"own by verb, same", 2.5),
    (r"own by verb, inherited", 1.8),
    (r"own by verb, loose", 1.2),
    (r"own by verb, purpose", 1.2),
    (r"own by verb, other", 0.6),
    (r"own by (verb|noun|place), where", 0.2),
    (r"own by noun, (near|clause)", 1.8),
    (r"own by noun, .*", 0.7),
    (r"own by (verb|place), adjective", 0.6),
    (r"nobody: counts those of the amount before", 5.0),
    (r"own by channel", 2.0),
    (r"own by asking", 3.0),
    (r"own by announcing", 0.7),
    (r"only collects here", -2.0),
    (r"only (fine|fined), is .*", -1.5),
    (r"only (say|approve), is organisation", -1.0),
    (r"only approve, is .*", -1.0),
    (r"own by (parallel|list)", 4.0),
    (r"other by (parallel|list)", -2.0),
    (r"own by place", 1.5),
    (r"own by verb request active subject", -1.0),
    (r"own as beneficiary", 1.0),
    (r"other by (verb, (same|inherited)|noun, near|place)", -1.2),
    (r"other by .*", -0.3),
    (r"own (1 before|headline)", 0.5),
    (r"other (1 before|headline|2-3 before|1 after)", -0.4),
    (r"own role in the article: most", 1.0),
    (r"own role in the article: much", 0.5),
    (r"own role in the article: never", -0.7),
    (r"other role in the article: most", -0.5),
    (r"own role latest", 0.8),
    (r"own role first", 0.5),
    (r"own by place, (in|at|aim)", 0.4),
    (r"own by verb approve active subject", -1.2),
    (r"own by place, whose", 0.8),
    (r"own holds the amount, (most|much)", 1.0),
    (r"other holds the amount, (most|much)", -1.0),
    (r"holds the amount, .*", 0.7),
    (r"(another is told|told in the other role) here", -1.5),
    (r"only opens sentences", -1.0),
    (r"carried, is (place|person)", -1.0),
    (r"carried, is group", -1.2),
    (r"no role, source .*", -0.5),
    (r"nobody", 1.0),
    (r"nobody: flow none", 3.0),
    (r"nobody: continues", -0.7),
    (r"nobody: kind (percent|count)", 0.5),
    (r"nobody: count, flow transfer", -0.5),
    (r"nobody: none in the article", 0.7),
    (r"nobody: none by words here", 0.7),
]
ONE_SIDED = {
    "payer": [(r"nobody: flow income", 1.5), (r"nobody: flow request", 3.5), (r"nobody: flow gift", 1.3)],
    "payee": [
        (r"nobody: flow outlay", 0.7),
        (r"topic, headline (most|second), other role told", 1.0),
        (r"topic, text most, other role told", 0.5),
    ],
}
SECOND: list[tuple[str, float]] = [
    (r"(nobody: )?(row|part) before it yes", 1.0),
    (r"(nobody: )?(row|part) before it no", -0.5),
    (r"(nobody: )?same amount elsewhere yes", 1.5),
    (r"(nobody: )?same amount elsewhere no", -0.7),
    (r"nobody: other amounts yes", 0.7),
    (r"nobody: other amounts (maybe|hardly|no)", -0.5),
    (r"of other amounts yes, most filled", 2.0),
    (r"pays the other fines", 2.0),
    (r"of other amounts (yes|likely), .*filled", 1.0),
    (r"of other amounts no, .*filled", -0.3),
]
FLOWS = ("transfer", "purpose", "fine", "gift", "income", "outlay", "request", "none", "unknown")
STANDINGS = ("told", "another told", "most filled", "few filled")
LEVELS = ("yes", "likely", "maybe", "hardly", "no")
RULED = (
    *(f"nobody: flow {flow}" for flow in FLOWS),
    *(f"nobody: kind {kind.value}" for kind in Kind),
    *(
        f"{who}{what} {level}"
        for who in ("", "nobody: ")
        for level in LEVELS
        for what in (
            "row before it",
            "part before it",
            "same amount elsewhere",
            "other amounts",
        )
    ),
    *(f"of other amounts {level}, {where}" for level in LEVELS for where in STANDINGS),
)
ROLE_STRENGTH = 3.0  # how much more evidence a weight needs that holds for one role only


# --- gold ----------------------------------------------------------------------------------------


def fold(name: str) -> str:
    """A name without case, accents, articles and legal forms."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\b(the|de|het|bv|nv|inc|ltd|plc|fund|fonds|initiative|operation|operatie|programme|program)\b", " ", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def same_name(a: str, b: str) -> bool:
    """Whether gold and found name mean one party."""
    if re.fullmatch(r"[A-Z]{2}", a) or re.fullmatch(r"[A-Z]{2}", b):
        return a == b
    a, b = fold(a), fold(b)
    if not a or not b:
        return a == b
    if "".join(w[0] for w in a.split()) == b or "".join(w[0] for w in b.split()) == a:
        return True
    x, y = set(a.split()), set(b.split())
    return a == b or SequenceMatcher(None, a, b).ratio() >= 0.85 or x <= y or y <= x


@dataclass
class Text:
    """One gold article with its mentions, candidates and gold roles."""

    folder: str
    article: Article
    mentions: list[Mention]
    gold: list[dict[str, list[str]]]
    weight: float = 1.0
    table: list[dict[str, Candidate]] = field(default_factory=list)


def corpus(folders: Sequence[Path]) -> list[Text]:
    """The articles of gold folders."""
    out = []
    for gold in articles(folders):
        document = Document(
            name=gold["doc"],
            text=gold["text"],
            lang=gold["lang"],
            published=gold["published"],
            publisher=gold["publisher"],
            title=gold["title"],
        )
        mentions = [
            Mention(c["start"], c["end"], Kind(c["kind"]), Decimal(str(c["amount"])), str(c["unit"])) for c in gold["claims"]
        ]
        parties_of = [{r: [called(name) for name in c[r]] for r in ROLES} for c in gold["claims"]]
        out.append(Text(gold["folder"], Article(document), mentions, parties_of))
    return out


def examples() -> list[Text]:
    """The wordings of the example files, each as an article of its own."""
    out = []
    for lang in knowledge.languages():
        name = f"lang/{lang}/examples/parties.yaml"
        if not any(True for _ in knowledge.places(name)):
            continue
        for i, row in enumerate(knowledge.read(name)):
            document = Document(name=f"{lang} {i}", text=row["text"], lang=lang)
            mentions, gold, at = [], [], 0
            for number, (amount, roles) in enumerate(row["amounts"].items()):
                start = row["text"].index(str(amount), at)
                at = start + len(str(amount))
                mentions.append(
                    Mention(start, at, Kind(roles.get("kind", "money")), Decimal(number + 1), roles.get("unit", "EUR"))
                )
                gold.append({r: listed(roles.get(r)) for r in ROLES})
            out.append(Text("examples", Article(document), mentions, gold, EXAMPLE))
    return out


def called(name: str) -> str:
    """The name by which factbase calls a body: "Asian Development Bank" of "ADB"."""
    return name if re.fullmatch(r"[A-Z]{2}", name) else known().get(name, name)


@cache
def known() -> dict[str, str]:
    """The bodies of the knowledge files by each of their names."""
    found: dict[str, str] = {}
    for name, row in knowledge.read("organisations.yaml").items():
        for tongue in ("any", *knowledge.languages()):
            found |= dict.fromkeys(map(str, (row or {}).get(tongue, ())), str(name))
    return found


def listed(value: Any) -> list[str]:
    """A name, a list of names or nothing, as a list."""
    return [] if value is None else [str(v) for v in value] if isinstance(value, list) else [str(value)]


def prepare(texts: Sequence[Text]) -> None:
    """Find concepts and candidates."""
    for text in texts:
        order = sorted(range(len(text.mentions)), key=lambda i: (text.mentions[i].start, text.mentions[i].end))
        text.mentions, text.gold = [text.mentions[i] for i in order], [text.gold[i] for i in order]
        for component in COMPONENTS:
            if component is not parties:
                component(text.article, text.mentions)
        same = conversions(text.article, text.mentions)  # which the engine does not choose for
        text.mentions = [m for i, m in enumerate(text.mentions) if i not in same]
        text.gold = [g for i, g in enumerate(text.gold) if i not in same]
        text.table = rows(text.article, text.mentions)


# --- fitting -------------------------------------------------------------------------------------


def prior(feature: str, role: str, rules: Sequence[tuple[str, float]]) -> float:
    """What the rules say of a feature."""
    return next((weight for pattern, weight in [*ONE_SIDED.get(role, ()), *rules] if re.fullmatch(pattern, feature)), 0.0)


@dataclass
class Problem:
    """Choices to fit: one row a candidate (nobody included), rows of one mention side by side."""

    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    offset: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(
        self, role: str, features: Sequence[set[str]], offset: Sequence[float], right: Sequence[bool], weight: float = 1.0
    ) -> None:
        """A mention's candidates; left out where none of them is right."""
        if any(right):
            self.starts.append(len(self.rows))
            self.weights.append(weight)
            self.rows += [[(role, f) for f in sorted(row)] for row in features]
            self.offset += offset
            self.right += right


def fit(problem: Problem, rules: Sequence[tuple[str, float]], strength: float) -> Weights:
    """MAP estimate of the weights: minus the log probability of choosing one of the right candidates, by L-BFGS.

    A row's features are (role, feature) pairs; each has a weight for both roles and, more strongly held back, one for its own.
    """
    counts = Counter(f for row in problem.rows for f in row)
    plain = Counter()  # type: Counter[str]
    for (_, f), n in counts.items():
        plain[f] += n
    columns: list[tuple[str, str]] = [("both", f) for f, n in sorted(plain.items()) if n >= MIN_COUNT]
    columns += sorted(key for key, n in counts.items() if n >= 2 * MIN_COUNT)
    at = {key: i for i, key in enumerate(columns)}
    # a sparse matrix of ones by rows; a row without any has one of weight 0
    held = [[at[k] for role, f in row for k in (("both", f), (role, f)) if k in at] or [len(columns)] for row in problem.rows]
    lengths = np.asarray([len(row) for row in held])
    index, begins = np.concatenate(held), np.concatenate([[0], np.cumsum(lengths)[:-1]])
    shared = {f: prior(f, "both", rules) for f in plain}
    own = {key: d for key in counts if key not in at and (d := prior(key[1], key[0], rules) - shared[key[1]])}
    mean = np.asarray([shared[f] if role == "both" else prior(f, role, rules) - shared[f] for role, f in columns])
    stiff = strength * np.asarray([1.0 if role == "both" else ROLE_STRENGTH for role, _ in columns])
    # what is too rare to fit keeps the rule's weight and is part of the offset
    fixed = [sum((0.0 if ("both", f) in at else shared[f]) + own.get((role, f), 0.0) for role, f in row) for row in problem.rows]
    base = np.asarray(problem.offset) + np.asarray(fixed)
    right, starts, heavy = np.asarray(problem.right), np.asarray(problem.starts), np.asarray(problem.weights)
    owner = np.repeat(np.arange(len(starts)), np.diff([*problem.starts, len(problem.rows)]))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = np.add.reduceat(np.append(w, 0.0)[index], begins) + base
        e = np.exp(z - np.maximum.reduceat(z, starts)[owner])
        p = e / np.add.reduceat(e, starts)[owner]
        good = np.where(right, p, 0.0)
        mass = np.maximum(np.add.reduceat(good, starts), 1e-12)
        blame = np.repeat((p - good / mass[owner]) * heavy[owner], lengths)
        gradient = np.bincount(index, blame, minlength=len(columns) + 1)[:-1] + stiff * (w - mean)
        return float(-(heavy * np.log(mass)).sum() + (stiff * (w - mean) ** 2).sum() / 2), gradient

    w = lbfgs(loss, mean.copy())
    out: Weights = {"both": {}} | {role: {} for role in ROLES}
    for f in {*plain, *RULED}:  # also what the rules speak of and the training set has not met
        if ("both", f) not in at and (p := prior(f, "both", rules)):
            out["both"][f] = p
        for role in ROLES:
            if (role, f) not in at and (p := prior(f, role, rules) - prior(f, "both", rules)):
                out[role][f] = p
    for (role, f), v in zip(columns, w, strict=True):
        out[role][f] = float(v)
    return out


def flat(weights: Weights) -> Weights:
    """The weights of each role with those of both added."""
    return {
        role: {f: weights["both"].get(f, 0.0) + weights[role].get(f, 0.0) for f in {*weights["both"], *weights[role]}}
        for role in ROLES
    }


def lbfgs(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], w: np.ndarray, memory: int = 12, steps: int = 150
) -> np.ndarray:
    """Minimise by limited-memory BFGS with backtracking (Nocedal and Wright, Numerical Optimization, 2006, 7.2)."""
    past: list[tuple[np.ndarray, np.ndarray]] = []
    value, gradient = loss(w)
    for _ in range(steps):
        direction, alphas = gradient.copy(), []
        for s, y in reversed(past):
            alphas.append((s @ direction) / (y @ s))
            direction -= alphas[-1] * y
        direction *= (
            (past[-1][0] @ past[-1][1]) / (past[-1][1] @ past[-1][1]) if past else 1.0 / max(1.0, float(np.abs(gradient).max()))
        )
        for (s, y), alpha in zip(past, reversed(alphas), strict=True):
            direction += s * (alpha - (y @ direction) / (y @ s))
        size, slope = 1.0, float(gradient @ direction)
        while size > 1e-6:
            new, new_gradient = loss(w - size * direction)
            if new <= value - 1e-4 * size * slope:
                break
            size /= 2
        else:
            break
        s, y = -size * direction, new_gradient - gradient
        if s @ y > 1e-10:
            past = [*past[1 - memory :], (s, y)]
        w, done, value, gradient = w + s, value - new < 1e-4, new, new_gradient
        if done:
            break
    return w


def is_right(party: str, gold: Sequence[str]) -> bool:
    """Whether choosing the party (or nobody) agrees with gold."""
    return any(same_name(g, party) for g in gold) if party != NOBODY else not gold


def train_first(texts: Sequence[Text], strength: float) -> Weights:
    """Weights of the first pass, of both roles together and of each."""
    problem = Problem()
    for role in ROLES:
        for text in texts:
            for row, gold in zip(text.table, text.gold, strict=True):
                right = [is_right(c, gold[role]) for c in row]
                problem.add(role, [c.features[role] for c in row.values()], [0.0] * len(row), right, text.weight)
    return fit(problem, PRIOR, strength)


def first_pass(text: Text, weights: Weights) -> list[Shares]:
    """First-pass probabilities by mention, role and candidate."""
    model = Model(weights, {}, THRESHOLD)
    return [model.first_pass(row) for row in text.table]


def related(text: Text, first: Sequence[Shares]) -> tuple[list[dict[str, Candidate]], list[Related]]:
    """Candidates and features of the second pass."""
    table = [dict(row) for row in text.table]
    return table, relate(text.article, text.mentions, table, first)


def train_second(texts: Sequence[Text], strength: float) -> Weights:
    """Weights of the second pass, on probabilities that do not know the article."""
    held: dict[int, list[Shares]] = {}
    for k in range(FOLDS):
        weights = flat(train_first([t for i, t in enumerate(texts) if i % FOLDS != k], strength))
        held |= {i: first_pass(t, weights) for i, t in enumerate(texts) if i % FOLDS == k}
    problem = Problem()
    for role in ROLES:
        for i, text in enumerate(texts):
            if len(text.mentions) < 2:
                continue
            table, more = related(text, held[i])
            for row, first, features, gold in zip(table, held[i], more, text.gold, strict=True):
                offset = [logit(first[role], party) for party in row]
                right = [is_right(party, gold[role]) for party in row]
                problem.add(role, [features[role][party] for party in row], offset, right, text.weight)
    return fit(problem, SECOND, strength)


def predict(text: Text, model: Model) -> list[dict[str, tuple[str, ...]]]:
    """What the engine would say of each mention."""
    first = first_pass(text, model.first)
    table, more = related(text, first)
    return [
        choose(model.second_pass(one, features), row, model.threshold)
        for row, one, features in zip(table, first, more, strict=True)
    ]


def score(
    texts: Sequence[Text], predictions: Sequence[list[dict[str, tuple[str, ...]]]]
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by role."""
    out = {}
    for role in ROLES:
        hit = gold = found = 0
        for text, said in zip(texts, predictions, strict=True):
            for want, got in zip(text.gold, said, strict=True):
                free = list(got[role])
                gold, found = gold + len(want[role]), found + len(free)
                for name in want[role]:
                    match = next((f for f in free if same_name(name, f)), None)
                    if match is not None:
                        free.remove(match)
                        hit += 1
        p, r = hit / found if found else 0.0, hit / gold if gold else 0.0
        out[role] = (p, r, 2 * p * r / (p + r) if p + r else 0.0)
    return out


def train(texts: Sequence[Text], strength: float) -> tuple[Model, Weights, Weights]:
    """Both passes: the model, and the weights as they are written."""
    first, second = train_first(texts, strength), train_second(texts, strength)
    return Model(flat(first), flat(second), THRESHOLD), first, second


def rules_only(texts: Sequence[Text]) -> Model:
    """The prior alone."""
    seen = {f for t in texts for row in t.table for c in row.values() for role in ROLES for f in c.features[role]}
    first = {role: {f: p for f in seen if (p := prior(f, role, PRIOR))} for role in ROLES}
    links = ("row before it", "part before it", "same amount elsewhere", "other amounts")
    levels = [
        f"{who}{what} {level}"
        for who in ("", "nobody: ")
        for what in links
        for level in ("yes", "likely", "maybe", "hardly", "no")
    ]
    second = {role: {f: p for f in levels if (p := prior(f, role, SECOND))} for role in ROLES}
    return Model(first, second, THRESHOLD)


def report(name: str, texts: Sequence[Text], model: Model) -> None:
    """Print one line of scores."""
    scores = score(texts, [predict(t, model) for t in texts])
    line = "  ".join(f"{role} P {p:.3f} R {r:.3f} F1 {f:.3f}" for role, (p, r, f) in scores.items())
    print(f"{name:<42}{line}")


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("corpora", nargs="*", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--report", action="store_true")
    options.add_argument("--heavy", nargs="*", type=Path, default=[], help="corpora that count double")
    options.add_argument("--strength", type=float, default=STRENGTH)
    given = options.parse_args()
    texts, extra = corpus([*given.heavy, *given.corpora]), examples()
    heavy = {folder.name for folder in given.heavy}
    for text in texts:
        text.weight = HEAVY if text.folder in heavy else 1.0
    prepare([*texts, *extra])
    by_folder: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        by_folder[text.folder].append(text)
    if given.report:
        for folder, held in by_folder.items():
            rest = [t for t in texts if t.folder != folder]
            report(f"{folder}: rules", held, rules_only(held))
            report(f"{folder}: left out", held, train([*rest, *extra], given.strength)[0])
        everything = rules_only([*texts, *extra])
        report("all: rules", texts, everything)
        report("examples: rules", extra, everything)
        report("examples: trained on the corpora only", extra, train(texts, given.strength)[0])
    model, first, second = train([*texts, *extra], given.strength)
    report("all: trained on all", texts, model)
    for folder, held in by_folder.items():
        report(f"  {folder}", held, model)
    report("examples: trained on all", extra, model)
    if given.out:
        write(first, second, given.out)


def write(first: Weights, second: Weights, path: Path) -> None:
    """The weights as a knowledge file, strongest first."""
    lines = [
        "# Weights by which extract/parties tells payer and payee, in natural logits: above 0 speaks for one.",
        "# Made by tools/train_parties.py, whose PRIOR holds the rules they start from. `first` looks at the text around,",
        "# `second` at what the first pass found for the amounts around it; `both` holds for either role, what is under a",
        "# role is added for that role. A role is filled from `threshold` (a probability) on.",
        f"threshold: {{payer: {THRESHOLD['payer']}, payee: {THRESHOLD['payee']}}}",
    ]
    for name, weights in (("first", first), ("second", second)):
        lines.append(f"{name}:")
        for role in ("both", *ROLES):
            lines.append(f"  {role}:")
            kept = {f: round(w, 2) for f, w in weights[role].items() if abs(w) >= 0.05}
            lines += [
                f"    {json.dumps(f, ensure_ascii=False)}: {w}"
                for f, w in sorted(kept.items(), key=lambda kv: (-abs(kv[1]), kv[0]))
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
