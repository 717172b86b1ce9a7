"""Fit data/weights.yaml on annotated folders: logistic regression on the levels of pairs of claims, in bits.

    tools/fit_weights.py [--write] FOLDER...                    gold claims
    tools/fit_weights.py [--write] --claims FILE FOLDER...      beside them the program's own claims, joined to gold by place

Prints how well the folders are aligned by the weights in force and by weights that were fitted on the other folders only
(`--folds` at a time). Each pair is also shown once more with the amount of one side spoilt by a slip, so that the weights do not
lean on amounts that happen to be equal. Weights are shrunk to the centre (`--centre`, tools/expert_weights.yaml unless told), and
of two levels of which one is closer agreement, the closer never weighs less (ORDER; levels out of order are fitted as one).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from pathlib import Path

import gold_claims
import numpy as np
import yaml

from factbase.model import Claim
from factbase.normalise.convert import convert
from factbase.reconcile import align, compare, keys, links
from factbase.reconcile.comparisons.level import NEUTRAL
from factbase.reconcile.views import View, view

Row = tuple[dict[str, str], bool, float]
Labelled = list[tuple[View, str]]
SAMPLE = 10
"""Folders that the prior is tuned on."""


def gold_series(folder: str) -> dict[tuple[str, int, int], str | None]:
    """The series of each annotated place."""
    return {(r["doc"], c["start"], c["end"]): c["series"] for r in gold_claims.articles([folder]) for c in r["claims"]}


def labelled(claims: list[Claim], folder: str) -> Labelled:
    """Claims with their gold series, or a series of their own; claims that gold does not have are left out."""
    by_doc = defaultdict(list)
    for (doc, start, end), series in gold_series(folder).items():
        by_doc[doc].append((start, end, series))
    out = []
    for claim in claims:
        for start, end, series in by_doc.get(claim.doc, ()):
            if min(end, claim.end) > max(start, claim.start):
                out.append((view(claim), series or claim.id))
                break
    return out


FOR = ("same", "equal", "conversion", "days", "close", "within", "much", "many")
AGAINST = ("unlike", "none", "apart", "far", "other p", "other start", "years", "one sentence", "before", "narrowed o")
PENALTY = 100.0
SHARE = {"gold": 1.0, "extracted": 2.0}
Weights = dict[str, dict[str, float]]
EXPERT = Path(__file__).parent / "expert_weights.yaml"
ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "payer": (("same", "shared", "unlike"), ("same", "alike", "unlike names", "unlike")),
    "payee": (("same", "shared", "unlike"), ("same", "alike", "unlike names", "unlike")),
    "programme": (("same", "unlike"),),
    "status": (("same", "near", "unlike"),),
    "time": (("same", "later", "part period", "far"), ("later", "other period", "other plan")),
    "printed": (("days, equal", "days, slip", "days", "weeks", "year", "years"),),
    "noun": (("same", "alike", "unlike"),),
    "measure": (
        ("same", "same, brief", "close", "half", "little", "none"),
        ("narrowed alike", "narrowed once", "narrowed otherwise"),
    ),
    "about": (("same", "more", "shared", "unlike"),),
    "places": (
        ("same", "more", "shared", "unlike"),
        ("same, no party", "more, no party", "shared, no party", "unlike, no party"),
    ),
    "concept": (("same", "kin", "unlike, vague", "unlike"),),
    "sentence": (
        ("much", "some", "little", "none"),
        ("much across languages", "some across languages", "little across languages", "none across languages"),
    ),
    "topics": (("much", "some", "little", "none"),),
    "names": (("many", "some", "none"),),
    "scope": (("same", "unlike"),),
    "speaker": (("same", "unlike"),),
    "place": (("one article", "one article, slip", "one article, two speakers", "one article, unlike"),),
    "amount": (
        ("equal, telling", "equal", "equal, round", "possible", "near", "apart", "far apart"),
        ("possible", "near, aged", "apart, aged", "far apart, aged"),
        ("near, aged", "near"),
        ("apart, aged", "apart"),
        ("far apart, aged", "far apart"),
        ("grown", "grown, far", "far apart"),
        ("fallen, near", "fallen", "far apart"),
        ("equal, telling", "slip, scale, telling", "slip, scale", "slip, scale, round"),
        ("equal, telling", "slip, currency, telling", "slip, currency", "slip, currency, round"),
        ("equal, telling", "slip, tenfold, telling", "slip, tenfold"),
        ("equal, telling", "slip, digits, telling", "slip, digits"),
    ),
}
"""Levels of a comparison from the closest agreement down."""
SPOILT = {"slip, currency": 0.2, "slip, scale": 0.2, "slip, tenfold": 0.1, "slip, digits": 0.1, "far apart": 0.05}


def rows(views: Labelled) -> list[Row]:
    """The levels of every pair that could be compared, whether the two are one series, and how much the pair counts.

    A giant series has very many pairs, so a pair counts less the larger its series is. Pairs with equal amounts are shown
    again as if one amount had been spoilt by a slip.
    """
    sizes = Counter(s for _, s in views)
    found = {v.id: frozenset(keys.keys(v)) for v, _ in views}
    out = []
    for (a, s), (b, t) in combinations(views, 2):
        if a.dimension != b.dimension or links.cannot(a, b) or (s != t and found[a.id].isdisjoint(found[b.id])):
            continue
        levels, weight = compare.levels(a, b), 1 / math.sqrt(sizes[s] - 1) if s == t else 1.0
        out.append((levels, s == t, weight))
        if levels["amount"].startswith("equal"):
            suffix = levels["amount"].removeprefix("equal")
            for kind, share in SPOILT.items():
                amount = kind + (suffix if kind.startswith("slip") else "")
                slip = "slip" if amount.startswith("slip") else "unlike"
                place = f"one article, {slip}" if levels["place"] == "one article" else levels["place"]
                day = levels["printed"].split(",")[0] + (", slip" if slip == "slip" else "")
                printed = day if levels["printed"] == "days, equal" else levels["printed"]
                out.append((levels | {"amount": amount, "place": place, "printed": printed}, s == t, weight * share))
    return out


def fit(data: list[Row], centre: Weights, penalty: float = PENALTY) -> Weights:
    """Weights by penalised maximum likelihood (iteratively reweighted least squares), in the order of their levels.

    Levels that come out in the wrong order are tied and fitted again as one, as in isotonic regression; what must speak for or
    against, and is turned round by a few topics, is left out.
    """
    tied: dict[tuple[str, str], tuple[str, str]] = {}
    banned: set[tuple[str, str]] = set()
    while True:
        out = _fit(data, centre, penalty, tied, banned)
        turned = {
            (slot, level)
            for slot, levels in out.items()
            for level, bits in levels.items()
            if slot not in ("kind", "prior")
            and ((level.startswith(FOR) and bits < 0) or (level.startswith(AGAINST) and bits > 0))
        }
        wrong = [
            ((slot, upper), (slot, lower))
            for slot, chains in ORDER.items()
            for chain in chains
            for known in ([level for level in chain if level in out.get(slot, {})],)
            for upper, lower in pairwise(known)
            if out[slot][lower] > out[slot][upper] + 0.005
        ]
        if not turned and not wrong:
            return out
        banned |= turned
        for upper, lower in wrong:
            first, second = sorted((_root(upper, tied), _root(lower, tied)))
            if first != second:
                tied[second] = first


def _root(item: tuple[str, str], tied: dict[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    while item in tied:
        item = tied[item]
    return item


def _fit(
    data: list[Row],
    centre: Weights,
    penalty: float,
    tied: dict[tuple[str, str], tuple[str, str]],
    banned: set[tuple[str, str]],
) -> Weights:
    at: dict[tuple[str, str], int] = {}
    items: dict[tuple[str, str], tuple[str, str]] = {}
    for levels, _, _ in data:
        for item in levels.items():
            if item[1] != NEUTRAL and item not in banned and item not in items:
                items[item] = _root(item, tied)
                at.setdefault(items[item], len(at))
    grouped: dict[tuple[tuple[int, ...], bool], float] = defaultdict(float)
    for levels, same, weight in data:
        grouped[tuple(sorted(at[items[i]] for i in levels.items() if i in items)), same] += weight
    x = np.zeros((len(grouped), len(at) + 1))
    x[:, -1] = 1
    y, n = np.zeros(len(grouped)), np.zeros(len(grouped))
    for row, ((columns, same), count) in enumerate(sorted(grouped.items())):
        x[row, list(columns)] = 1
        y[row], n[row] = same, count
    ridge = np.full(len(at) + 1, penalty)
    ridge[-1] = 0.01
    middle: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (slot, level), root in items.items():
        middle[root].append(centre.get(slot, {}).get(level, 0.0))
    beta = np.array([sum(middle[item]) / len(middle[item]) for item in at] + [centre["prior"]["all"]]) * math.log(2)
    start = beta.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ beta))
        w = n * np.maximum(p * (1 - p), 1e-9)
        step = np.linalg.solve((x * w[:, None]).T @ x + np.diag(ridge), x.T @ (n * (y - p)) - ridge * (beta - start))
        beta += step
        if np.abs(step).max() < 1e-3:
            break
    # What the data never showed keeps its weight at the centre.
    out: Weights = {slot: dict(levels) for slot, levels in centre.items() if slot != "prior"}
    out["prior"] = {"all": round(float(beta[-1]) / math.log(2), 2)}
    for (slot, level), root in sorted(items.items()):
        out.setdefault(slot, {})[level] = round(float(beta[at[root]]) / math.log(2), 2)
    for slot, level in banned:
        out.get(slot, {}).pop(level, None)
    return out


def tune(folders: list[tuple[float, Labelled]], weights: Weights) -> Weights:
    """The prior with which clustering, and not single pairs, does best on the folders fitted on."""
    best = max(
        (sum(share * quality(views, shifted)[2] for share, views in folders), -abs(shift), shift)
        for shift in (-1.0, -0.5, 0.0, 0.5, 1.0)
        for shifted in ({**weights, "prior": {"all": weights["prior"]["all"] + shift}},)
    )
    return {**weights, "prior": {"all": round(weights["prior"]["all"] + best[2], 2)}}


def quality(views: Labelled, weights: Weights) -> tuple[int, int, float]:
    """Pairs rightly aligned, pairs aligned, and the F1 of a folder's alignment."""
    compare.weights = lambda: weights  # type: ignore[assignment]
    compare._plan.cache_clear()
    series = {c.id: s for c, s in views}
    want = {frozenset(p) for p in combinations(series, 2) if series[p[0]] == series[p[1]]}
    groups = align.align([v for v, _ in views])
    got = {frozenset(p) for g in groups for p in combinations([v.id for v in g], 2)}
    hit = len(want & got)
    return hit, len(got), 2 * hit / (len(got) + len(want)) if got or want else 1.0


def main() -> None:
    """Fit and report; with --write, replace data/weights.yaml."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folders", nargs="+")
    args.add_argument("--claims", help="claims that the program extracted from the same articles, as JSONL")
    args.add_argument("--centre", type=Path, default=EXPERT, help="weights to shrink to")
    args.add_argument("--penalty", type=float, default=PENALTY)
    args.add_argument("--folds", type=int, default=8, help="groups of folders to leave out in turn")
    args.add_argument("--write", action="store_true")
    a = args.parse_args()
    centre: Weights = yaml.safe_load(a.centre.read_text(encoding="utf-8"))
    modes: dict[str, dict[str, Labelled]] = {"gold": {}}
    for folder in a.folders:
        name = Path(folder).name
        modes["gold"][name] = labelled([c for r in gold_claims.articles([folder]) for c in gold_claims.claims(r)], folder)
    if a.claims:
        mine = [convert(Claim(**json.loads(line)))[0] for line in Path(a.claims).read_text(encoding="utf-8").splitlines()]
        modes["extracted"] = {Path(f).name: labelled(mine, f) for f in a.folders}
    data = {name: [r for mode in modes.values() for r in rows(mode[name])] for name in modes["gold"]}
    present = compare.weights()
    names, left = sorted(data), defaultdict(dict)
    for fold in range(min(a.folds, len(names))):
        out = names[fold :: a.folds]
        weights = fit([r for name in names if name not in out for r in data[name]], centre, a.penalty)
        some = [name for name in names if name not in out][:: max(1, len(names) // SAMPLE)]
        weights = tune([(SHARE[mode], views[name]) for mode, views in modes.items() for name in some], weights)
        for mode, views in modes.items():
            for name in out:
                left[mode][name] = (quality(views[name], weights)[2], quality(views[name], present)[2])
    for mode, scores in left.items():
        for name, (fitted, now) in sorted(scores.items()):
            print(f"{name:<28} {mode:<10} f1 held out {fitted:.3f}  in force {now:.3f}")
        mean = [sum(column) / len(scores) for column in zip(*scores.values(), strict=True)]
        print(f"{'mean':<28} {mode:<10} f1 held out {mean[0]:.3f}  in force {mean[1]:.3f}", flush=True)
    if a.write:
        weights = fit([r for some in data.values() for r in some], centre, a.penalty)
        some = names[:: max(1, len(names) // SAMPLE)]
        weights = tune([(SHARE[mode], views[name]) for mode, views in modes.items() for name in some], weights)
        head = "# Bits of evidence that two claims measure one thing, by comparison and level. Fitted by tools/fit_weights.py.\n"
        Path("data/weights.yaml").write_text(head + yaml.safe_dump(weights, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
