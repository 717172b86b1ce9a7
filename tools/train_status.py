"""Train the weights by which `extract.status` tells the state of an amount: `train_status.py FOLDER... [--out FILE] [--report]`.

FOLDER is a folder of gold articles (STEM.txt beside STEM.json, as the gold corpora are); the wordings of
lang/*/examples/status.yaml are always part of the training set. A folder given twice counts twice; where every one is given so
often, `--scale` has the prior and the examples count as often: the weights in force were fitted with dev and the seeds three
times and all others twice, at `--scale 2`. The model is multinomial logistic regression over the features that `extract.status`
reads, with a Gaussian prior whose mean is what an analyst would say (expert_status.yaml), so that a feature without evidence
keeps that weight (MAP estimation, Bishop, Pattern Recognition and Machine Learning, 2006, 4.3.4). Gold may accept several states:
the loss is that of any of them. `--report` leaves one folder out at a time and prints the accuracy on it, of the expert's weights
and of the fitted ones.

Needs numpy, which is no dependency of factbase itself but of spaCy.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from gold_claims import articles
from train_parties import lbfgs

from factbase import knowledge
from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.status.state import Reader
from factbase.extract.status.weights import STATES, Weights
from factbase.extract.text.article import Article, Mention
from factbase.model import Document, Kind, Status

KINDS = ("money", "count", "goods", "percent")
STRENGTH = 8.0  # precision of the prior on what holds for all kinds
KIND_STRENGTH = 32.0  # and on what is added for one kind
EXAMPLES = 3  # times that each example counts: they are few, and without doubt
MIN_COUNT = 3  # mentions in which a feature must occur to be fitted
ROUNDS = 2  # the parts of a delivered total depend on the weights themselves
EXPERT: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "expert_status.yaml").read_text(encoding="utf-8"))


@dataclass
class Text:
    """One gold article with its mentions and the states that gold accepts, in order of appearance."""

    folder: str
    article: Article
    mentions: list[Mention]
    gold: list[frozenset[Status]]


@dataclass
class Row:
    """One mention to learn from."""

    kind: str
    values: dict[str, float]
    gold: frozenset[Status]
    quote: str


def corpus(folders: Sequence[Path]) -> list[Text]:
    """The articles of gold folders."""
    out = []
    for gold in articles(folders):
        article = Article(Document(name=gold["doc"], text=gold["text"], lang=gold["lang"], published=gold["published"]))
        claims = sorted(gold["claims"], key=lambda c: (c["start"], c["end"]))
        mentions = [Mention(c["start"], c["end"], Kind(c["kind"]), Decimal(str(c["amount"])), str(c["unit"])) for c in claims]
        out.append(Text(gold["folder"], article, mentions, [frozenset(map(Status, c["status"])) for c in claims]))
    return out


def examples() -> list[Text]:
    """The wordings of the example files, each as an article of its own."""
    out = []
    for lang in knowledge.languages():
        for i, row in enumerate(knowledge.read(f"lang/{lang}/examples/status.yaml")):
            article = Article(Document(name=f"{lang} {i}", text=row["text"], lang=lang))
            found, _ = find_mentions(article)
            wanted = {quote: frozenset({Status(state)}) for quote, state in row["status"].items()}
            mentions = [m for m in found if row["text"][m.start : m.end] in wanted]
            gold = [wanted[row["text"][m.start : m.end]] for m in mentions]
            out.append(Text("examples", article, mentions, gold))
    return out


def rows(texts: Sequence[Text], table: Weights) -> list[Row]:
    """What the reader sees of every mention."""
    out = []
    for text in texts:
        readings = sorted(Reader(text.article, text.mentions, table).read(), key=lambda r: (r.mention.start, r.mention.end))
        for reading, gold in zip(readings, text.gold, strict=True):
            quote = text.article.text[reading.mention.start : reading.mention.end]
            out.append(Row(reading.kind, reading.values, gold, f"{text.article.document.name} {quote}"))
    return out


def fit(data: Sequence[Row], strength: float = STRENGTH, kind_strength: float = KIND_STRENGTH) -> dict[str, Any]:
    """MAP estimate of the weights, in the form of data/status.yaml."""
    counts = Counter(name for row in data for name in row.values)
    by_kind = Counter((row.kind, name) for row in data for name in row.values)
    common = sorted({*EXPERT["weights"], *(n for n, c in counts.items() if c >= MIN_COUNT)})
    own = {
        k: sorted({*(EXPERT["kinds"][k].get("weights") or {}), *(n for n in common if by_kind[k, n] >= MIN_COUNT)}) for k in KINDS
    }
    columns = [("", n) for n in common] + [(k, n) for k in KINDS for n in ("start", *own[k])]
    at = {key: i for i, key in enumerate(columns)}
    x = np.zeros((len(data), len(columns)))
    for i, row in enumerate(data):
        x[i, at[row.kind, "start"]] = 1.0
        for name, value in row.values.items():
            for key in (("", name), (row.kind, name)):
                if key in at:
                    x[i, at[key]] = value

    def expert(kind: str, name: str) -> list[float]:
        entry = EXPERT["weights"] if not kind else EXPERT["kinds"][kind].get("weights") or {}
        points = EXPERT["kinds"][kind]["start"] if name == "start" else entry.get(name, {})
        return [float(points.get(s.value, 0.0)) for s in STATES]

    mean = np.asarray([expert(*key) for key in columns])
    stiff = np.asarray([[strength if not kind else kind_strength] for kind, _ in columns])
    right = np.asarray([[s in row.gold for s in STATES] for row in data], dtype=float)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(mean.shape)
        z = x @ w
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        good = p * right
        mass = np.maximum(good.sum(axis=1, keepdims=True), 1e-12)
        gradient = x.T @ (p - good / mass) + stiff * (w - mean)
        return float(-np.log(mass).sum() + (stiff * (w - mean) ** 2).sum() / 2), gradient.ravel()

    w = lbfgs(loss, mean.ravel().copy()).reshape(mean.shape)

    def points(key: tuple[str, str]) -> dict[str, float]:
        return {s.value: v for s, v in zip(STATES, (round(float(v), 2) for v in w[at[key]]), strict=True) if abs(v) >= 0.05}

    return {
        "weights": {n: points(("", n)) for n in common},
        "kinds": {k: {"start": points((k, "start")), "weights": {n: p for n in own[k] if (p := points((k, n)))}} for k in KINDS},
        "shares": EXPERT["shares"],
    }


def train(texts: Sequence[Text], **options: float) -> dict[str, Any]:
    """Fit in rounds, since what is shared depends a little on the weights."""
    data = EXPERT
    for _ in range(ROUNDS):
        data = fit(rows(texts, Weights.of(data)), **options)
    return data


def accuracy(texts: Sequence[Text], data: dict[str, Any]) -> tuple[int, int]:
    """(right, all) of the mentions."""
    table, right, number = Weights.of(data), 0, 0
    for text in texts:
        reader = Reader(text.article, text.mentions, table)
        readings = sorted(reader.read(), key=lambda r: (r.mention.start, r.mention.end))
        right += sum(reader.state(reading) in gold for reading, gold in zip(readings, text.gold, strict=True))
        number += len(readings)
    return right, number


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("corpora", nargs="+", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--report", action="store_true")
    options.add_argument("--scale", type=int, default=1)
    given = options.parse_args()
    texts, extra = corpus(given.corpora), examples() * EXAMPLES * given.scale
    prior = {"strength": STRENGTH * given.scale, "kind_strength": KIND_STRENGTH * given.scale}
    by_folder: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        by_folder[text.folder].append(text)
    fitted = train([*texts, *extra], **prior)
    total: Counter[str] = Counter()
    for folder, held in {**by_folder, "examples": extra}.items():
        line = {"expert": accuracy(held, EXPERT), "trained on all": accuracy(held, fitted)}
        if given.report:
            line["left out"] = accuracy(held, train([t for t in (*texts, *extra) if t.folder != folder], **prior))
        n = line["expert"][1]
        if folder != "examples":
            total.update({name: right for name, (right, _) in line.items()} | {"all": n})
        print(f"{folder:<28}{n:>5}  " + "  ".join(f"{name} {right / n:.3f}" for name, (right, _) in line.items()), flush=True)
    print(
        f"{'all folders':<28}{total['all']:>5}  "
        + "  ".join(f"{k} {v / total['all']:.3f}" for k, v in total.items() if k != "all")
    )
    if given.out:
        write(fitted, given.out)


def write(data: dict[str, Any], path: Path) -> None:
    """The weights as a knowledge file."""

    def line(points: dict[str, float]) -> str:
        return "{" + ", ".join(f"{s}: {v:g}" for s, v in points.items()) + "}"

    lines = [
        "# How the state of an amount is told: points for and against each state, the highest sum wins. Made by",
        "# tools/train_status.py, which starts from tools/expert_status.yaml. `weights`: for each cue class of",
        "# lang/<code>/status.yaml, each class with its tense or another, and what the class adds where it stands before (<) or",
        "# after (>) the amount in its clause. `kinds`: what a kind of quantity starts from, and what a feature adds for it.",
        "weights:",
        *(f"  {name}: {line(points)}" for name, points in data["weights"].items()),
        "kinds:",
    ]
    for kind, entry in data["kinds"].items():
        lines += [f"  {kind}:", f"    start: {line(entry['start'])}", "    weights:"]
        lines += [f"      {name}: {line(points)}" for name, points in entry["weights"].items()]
    lines += [
        "# What an amount takes over from others: from where it is repeated or converted (`alike`: where both have cues of",
        "# their own; `round`: what the places of a round number count for each other); in a list within its sentence; from",
        '# the figure that its sentence goes on about ("of that sum"); from the sentence before, where it has no cues; from the',
        "# article's other figures of its kind; from the words that the article opens with (`opening`: where it has no cues of",
        "# its own, `about`: in any case).",
        f"shares: {{{', '.join(f'{k}: {v:g}' for k, v in data['shares'].items())}}}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
