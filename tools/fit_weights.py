"""Fit data/weights.yaml on annotated folders: logistic regression on the levels of every pair of claims, in bits.

    tools/fit_weights.py [--write] FOLDER...                    gold claims
    tools/fit_weights.py [--write] --claims FILE FOLDER...      beside them the program's own claims, joined to gold by place

Prints, for each folder, how well weights that were fitted on the others align it. Each pair is also shown once more with the
amount of one side spoilt by a slip, so that the weights do not lean on amounts that happen to be equal.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import gold_claims
import numpy as np
import yaml

from factbase.model import Claim
from factbase.normalise.convert import convert
from factbase.reconcile import align, compare
from factbase.reconcile.views import View, view

Row = tuple[dict[str, str], bool, float]


def gold_series(folder: str) -> dict[tuple[str, int, int], str | None]:
    """The series of each annotated place."""
    return {(r["doc"], c["start"], c["end"]): c["series"] for r in gold_claims.articles([folder]) for c in r["claims"]}


def labelled(claims: list[Claim], folder: str) -> list[tuple[View, str]]:
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
EXPERT: dict[str, dict[str, float]] = yaml.safe_load((Path(__file__).parent / "expert_weights.yaml").read_text(encoding="utf-8"))
SPOILT = {"slip, currency": 0.2, "slip, scale": 0.2, "slip, tenfold": 0.1, "slip, digits": 0.1, "far apart": 0.05}


def rows(views: list[tuple[View, str]]) -> list[Row]:
    """The levels of every pair that could be compared, whether the two are one series, and how much the pair counts.

    A giant series has very many pairs, so a pair counts less the larger its series is. Pairs with equal amounts are shown
    again as if one amount had been spoilt by a slip.
    """
    sizes = Counter(s for _, s in views)
    out = []
    for (a, s), (b, t) in combinations(views, 2):
        if a.dimension != b.dimension or align.cannot(a, b):
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


def fit(data: list[Row], penalty: float = PENALTY) -> dict[str, dict[str, float]]:
    """Weights by penalised maximum likelihood (iteratively reweighted least squares).

    What must speak for, speaks for or not at all, and likewise against: a level that a few topics would turn round is left out.
    """
    banned: set[tuple[str, str]] = set()
    while True:
        out = _fit(data, penalty, banned)
        turned = {
            (slot, level)
            for slot, levels in out.items()
            for level, bits in levels.items()
            if slot not in ("kind", "prior")
            and ((level.startswith(FOR) and bits < 0) or (level.startswith(AGAINST) and bits > 0))
        }
        if not turned:
            return out
        banned |= turned


def _fit(data: list[Row], penalty: float, banned: set[tuple[str, str]]) -> dict[str, dict[str, float]]:
    at: dict[tuple[str, str], int] = {}
    for levels, _, _ in data:
        for item in levels.items():
            if item[1] != compare.NEUTRAL and item not in banned:
                at.setdefault(item, len(at))
    grouped: dict[tuple[tuple[int, ...], bool], float] = defaultdict(float)
    for levels, same, weight in data:
        grouped[tuple(sorted(at[i] for i in levels.items() if i in at)), same] += weight
    x = np.zeros((len(grouped), len(at) + 1))
    x[:, -1] = 1
    y, n = np.zeros(len(grouped)), np.zeros(len(grouped))
    for row, ((columns, same), count) in enumerate(sorted(grouped.items())):
        x[row, list(columns)] = 1
        y[row], n[row] = same, count
    ridge = np.full(len(at) + 1, penalty)
    ridge[-1] = 0.01
    centre = np.array([EXPERT.get(slot, {}).get(level, 0.0) for slot, level in at] + [EXPERT["prior"]["all"]]) * math.log(2)
    beta = centre.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ beta))
        w = n * np.maximum(p * (1 - p), 1e-9)
        step = np.linalg.solve((x * w[:, None]).T @ x + np.diag(ridge), x.T @ (n * (y - p)) - ridge * (beta - centre))
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    out: dict[str, dict[str, float]] = {"prior": {"all": round(float(beta[-1]) / math.log(2), 2)}}
    for (slot, level), column in sorted(at.items()):
        out.setdefault(slot, {})[level] = round(float(beta[column]) / math.log(2), 2)
    return out


def tune(
    folders: list[tuple[float, list[tuple[View, str]]]], weights: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """The prior with which clustering, and not single pairs, does best on the folders fitted on."""
    best = max(
        (sum(share * quality(views, shifted)[2] for share, views in folders), -abs(shift), shift)
        for shift in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
        for shifted in ({**weights, "prior": {"all": weights["prior"]["all"] + shift}},)
    )
    return {**weights, "prior": {"all": round(weights["prior"]["all"] + best[2], 2)}}


def quality(views: list[tuple[View, str]], weights: dict[str, dict[str, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the aligned pairs of a folder."""
    compare.weights = lambda: weights  # type: ignore[assignment]
    compare._plan.cache_clear()
    series = {c.id: s for c, s in views}
    want = {frozenset(p) for p in combinations(series, 2) if series[p[0]] == series[p[1]]}
    groups = align.align([v for v, _ in views])
    got = {frozenset(p) for g in groups for p in combinations([v.id for v in g], 2)}
    hit = len(want & got)
    p, r = hit / len(got) if got else 0.0, hit / len(want) if want else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main() -> None:
    """Fit and report; with --write, replace data/weights.yaml."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folders", nargs="+")
    args.add_argument("--claims", help="claims that the program extracted from the same articles, as JSONL")
    args.add_argument("--write", action="store_true")
    a = args.parse_args()
    modes: dict[str, dict[str, list[tuple[View, str]]]] = {"gold": {}}
    for folder in a.folders:
        name = Path(folder).name
        modes["gold"][name] = labelled([c for r in gold_claims.articles([folder]) for c in gold_claims.claims(r)], folder)
    if a.claims:
        mine = [convert(Claim(**json.loads(line)))[0] for line in Path(a.claims).read_text(encoding="utf-8").splitlines()]
        modes["extracted"] = {Path(f).name: labelled(mine, f) for f in a.folders}
    data = {name: [r for mode in modes.values() for r in rows(mode[name])] for name in modes["gold"]}
    for name in data:
        weights = fit([r for other, some in data.items() if other != name for r in some])
        weights = tune(
            [(SHARE[mode], v) for mode, views in modes.items() for other, v in views.items() if other != name], weights
        )
        for mode, views in modes.items():
            print(f"{name:<28} {mode:<10} held out: p {{:.3f}} r {{:.3f}} f1 {{:.3f}}".format(*quality(views[name], weights)))
    weights = fit([r for some in data.values() for r in some])
    weights = tune([(SHARE[mode], v) for mode, views in modes.items() for v in views.values()], weights)
    for name in data:
        for mode, views in modes.items():
            print(f"{name:<28} {mode:<10} fitted:   p {{:.3f}} r {{:.3f}} f1 {{:.3f}}".format(*quality(views[name], weights)))
    if a.write:
        head = "# Bits of evidence that two claims measure one thing, by comparison and level. Fitted by tools/fit_weights.py.\n"
        Path("data/weights.yaml").write_text(head + yaml.safe_dump(weights, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
