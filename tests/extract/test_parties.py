"""Payer and payee: the example files of each language, the reading of sentences, and explanations."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.claims import COMPONENTS
from factbase.extract.measures.concepts import concepts
from factbase.extract.parties.candidate import ROLES
from factbase.extract.parties.evidence import rows
from factbase.extract.parties.flow import flow_of
from factbase.extract.parties.frames import scenes
from factbase.extract.parties.grammar import frames, grammar
from factbase.extract.parties.roles import parties
from factbase.extract.parties.sorts import sort_of
from factbase.extract.text.article import Article, Mention
from factbase.inflection import Inflection
from factbase.model import Document, Kind

EXAMPLES = [(lang, e) for lang in ("en", "nl") for e in knowledge.read(f"lang/{lang}/examples/parties.yaml")]


def found(lang: str, text: str, amounts: dict[str, Any]) -> list[Mention]:
    article, mentions, at = Article(Document(name="example", text=text, lang=lang)), [], 0
    for number, (amount, roles) in enumerate(amounts.items()):
        start = text.index(str(amount), at)
        at = start + len(str(amount))
        size = Decimal(roles.get("amount", number + 1))  # which matters where a few euros would be a price
        mentions.append(Mention(start, at, Kind(roles.get("kind", "money")), size, roles.get("unit", "EUR")))
    assert [problem for component in COMPONENTS for problem in component(article, mentions)] == []
    return mentions


def listed(value: Any) -> list[str]:
    return [] if value is None else [str(v) for v in value] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize(("lang", "example"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x["text"][:40])
def test_example(lang: str, example: dict[str, Any]) -> None:
    got = found(lang, example["text"], example["amounts"])
    right = all(
        sorted(getattr(m, role)) == sorted(listed(want.get(role)))
        for m, want in zip(got, example["amounts"].values(), strict=True)
        for role in ROLES
    )
    if not right and example.get("known_failure"):
        pytest.xfail("known failure")
    assert right, [(m.payer, m.payee) for m in got]


VERBS = {  # what a verb of the class says whatever the verb: the infinitive, and in English the participle behind "was"
    ("en", "give"): ("Norway will {} 5 million euros to Chile.", "A total of 5 million euros was {} to Chile by Norway."),
    ("en", "spend"): ("Norway will {} 5 million euros on roads.", "5 million euros was {} by Norway for roads."),
    ("en", "receive"): ("Chile will {} 5 million euros from Norway.", None),
    ("nl", "give"): ("Noorwegen wil volgend jaar 5 miljoen euro aan Chili {}.", None),
    ("nl", "spend"): ("Noorwegen wil volgend jaar 5 miljoen euro {} voor wegen.", None),
    ("nl", "receive"): ("Chili zal van Noorwegen 5 miljoen euro {}.", None),
}


@pytest.mark.parametrize(("lang", "kind"), VERBS)
def test_every_verb_of_a_class_says_who_pays(lang: str, kind: str) -> None:
    inflection = Inflection(knowledge.read(f"lang/{lang}/verbs.yaml"))
    written = yaml.safe_load(files("factbase").joinpath(f"lang/{lang}/parties.yaml").read_text("utf-8"))["verbs"][kind]
    lemmas = [entry.removesuffix("~") for entry in map(str, written) if entry.endswith("~") and " " not in entry]
    assert len(lemmas) > 15
    active, passive = VERBS[lang, kind]
    wrong = {}
    for lemma in lemmas:
        texts = [active.format(lemma.replace("+", ""))]
        if passive:
            texts.append(passive.format(inflection.phrases(f"{lemma}~past")[-1]))
        for text in texts:
            [m] = found(lang, text, {"5 million euros" if lang == "en" else "5 miljoen euro": {}})
            if m.payer != ("NO",) or m.payee != (() if kind == "spend" else ("CL",)):
                wrong[text] = m.payer, m.payee
    assert not wrong


def test_a_filled_role_says_why_and_from_which_words() -> None:
    text = "Portugal pledged 30 million euros to Moldova."
    [m] = found("en", text, {"30 million euros": {}})
    steps = {s.slot: s for s in m.steps if s.slot in ROLES}
    assert text[steps["payer"].start : steps["payer"].end] == "Portugal"
    assert text[steps["payee"].start : steps["payee"].end] == "Moldova"
    assert "payer" in steps["payer"].text
    assert steps["payer"].weight is not None
    assert steps["payer"].weight > 0


def test_the_fund_that_an_amount_is_of_may_be_its_party_without_being_named_near() -> None:
    text = "Peru opened the Lantern Forest Fund. Many came. All were glad. Much is left. Now Norway gives 3 million dollars."
    article, start = Article(Document(name="example", text=text, lang="en")), text.index("3 million")
    mention = Mention(start, len(text) - 1, Kind.MONEY, Decimal(3_000_000), "USD", programme="Lantern Forest Fund")
    [row] = rows(article, [mention])
    assert "payee = its fund, other role told" in row["Lantern Forest Fund"].held


def test_every_role_in_the_frame_table_is_one_of_the_two() -> None:
    assert set(frames().values()) == set(ROLES)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_class_of_words_has_a_frame(lang: str) -> None:
    words, table = knowledge.read(f"lang/{lang}/parties.yaml"), knowledge.read("parties.yaml")
    assert set(words["verbs"]) <= set(table["verbs"])  # no language needs all: one of them has a verb that lends and borrows
    assert set(words["nouns"]) == set(table["nouns"])
    assert all(isinstance(w, str) for ws in words["verbs"].values() for w in ws)
    assert grammar(lang).verbs is grammar(lang).verbs


def test_every_flow_is_of_known_concepts() -> None:
    for flow, keys in knowledge.read("parties.yaml")["flows"].items():
        assert set(keys) <= set(concepts()), flow
    assert flow_of("military_aid") == "transfer"
    assert flow_of(None) == "unknown"


@pytest.mark.parametrize(
    ("lang", "text", "name", "marker"),
    [
        ("en", "Norway sent boats to Peru.", "Peru", "to"),
        ("en", "Norway gave Peru six boats.", "Peru", "object"),
        ("en", "Six boats were given by Norway.", "Norway", "by"),
        ("nl", "Zes boten werden door Noorwegen gegeven.", "Noorwegen", "by"),
        ("nl", "Aan Peru geeft Noorwegen zes boten.", "Noorwegen", "subject"),
        ("nl", "De storm heeft Noorwegen zes boten gekost.", "Noorwegen", "object"),
        ("nl", "Noorse hulp aan Peru", "Noorse", "poss"),
    ],
)
def test_place_of_a_name(lang: str, text: str, name: str, marker: str) -> None:
    [scene] = scenes(Article(Document(name="example", text=text, lang=lang)))
    assert next(a.marker for a in scene.actors if text[a.start : a.end] == name) == marker


@pytest.mark.parametrize(
    ("party", "kind", "sort"),
    [
        ("TD", "country", "poor country"),
        ("PE", "country", "middle country"),
        ("NO", "country", "rich country"),
        ("World Bank", "organisation", "lender"),
        ("Voedselfonds Tsjaad", "programme", "plain programme"),  # no word of its own says so
        ("Fonds voor Tsjaad", "programme", "fund"),
        ("Rode Kruis", "organisation", "relief"),
        ("Jan Bank", "person", "plain person"),
        ("flood victims", "group", "getters"),
        ("institutional investors", "group", "givers"),
        ("senators", "group", "other group"),
    ],
)
def test_sort_of_a_party(party: str, kind: str, sort: str) -> None:
    assert sort_of(party, kind) == sort


def test_every_country_and_body_with_a_sort_is_known() -> None:
    content = knowledge.read("sorts.yaml")
    codes = [code for group in content["countries"].values() for code in group]
    assert set(codes) <= set(knowledge.read("countries.yaml"))
    assert len(codes) == len(set(codes))
    known = {*knowledge.read("organisations.yaml"), *knowledge.read("parties.yaml")["channels"]}
    assert {name for row in content["bodies"].values() for name in row.get("names", ())} <= known


def test_known_failures_are_few() -> None:
    assert sum(bool(example.get("known_failure")) for _, example in EXAMPLES) <= 0.15 * len(EXAMPLES)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "nl", "xx"]), st.data())
def test_never_raises(text: str, lang: str, data: st.DataObject) -> None:
    mentions = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        kind = data.draw(st.sampled_from(list(Kind)))
        mentions.append(Mention(start, data.draw(st.integers(start, len(text))), kind, Decimal(5), "EUR"))
    parties(Article(Document(name="any", text=text, lang=lang)), mentions)
    assert all(not set(m.payer) & set(m.payee) for m in mentions)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Norway",
                "gives",
                "Peru",
                "5",
                "million",
                "euros",
                "to",
                "for",
                "(",
                ")",
                ",",
                ";",
                "which",
                "was",
                "by",
                "from",
                "the",
                "country",
                '"',
                "-",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    at = text.find("5 million")
    mentions = [Mention(at, at + 9, Kind.MONEY, Decimal(5), "EUR")] if at >= 0 else []
    assert parties(Article(Document(name="any", text=text, lang="en")), mentions) == []
