"""What figures measure: the example files of each language, and the shape of the concept file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.claims import extract
from factbase.extract.measures.concepts import ancestors, concept_of, concepts
from factbase.extract.measures.measuring import measures, verb_measures
from factbase.extract.text.article import Article, Mention
from factbase.model import Document, Kind, Status, Step

EXAMPLES = [(lang, e) for lang in ("en", "nl") for e in knowledge.read(f"lang/{lang}/examples/measures.yaml")]


def measured(lang: str, text: str, *amounts: str, kind: str = "money", unit: str = "EUR") -> list[Mention]:
    article, mentions, at = Article(Document(name="example", text=text, lang=lang)), [], 0
    for amount in amounts:
        start = text.index(amount, at)
        at = start + len(amount)
        mentions.append(Mention(start, at, Kind(kind), Decimal(1 + start), unit))
        if kind == "count" and " " in amount:  # with a noun of its own
            mentions[-1].steps.append(Step(slot="unit", rule="count.head", text=f"counts {amount}"))
    assert measures(article, mentions) == verb_measures(article, mentions) == []
    return mentions


@pytest.mark.parametrize(
    ("lang", "text", "amount"),
    [
        ("en", "More than 90 percent think so.", "90 percent"),
        ("en", "The White House put it at 6 billion dollars.", "6 billion dollars"),
        ("en", "She paid 5 million euros. Subsidies range from 5 to 9 million euros.", "5 million euros"),
        ("en", "She bid 9 million euros, 40% damage included.", "9 million euros"),
        ("nl", "Meer dan 90 procent vindt van wel.", "90 procent"),
        ("nl", "Zij bood 9 miljoen euro, 40 procent schade inbegrepen.", "9 miljoen euro"),
        ("nl", "Het Witte Huis houdt het op 6 miljard dollar.", "6 miljard dollar"),
        ("nl", "Zij betaalde 5 miljoen euro. De subsidies lopen van 5 tot 9 miljoen euro.", "5 miljoen euro"),
    ],
)
def test_what_says_nothing_of_an_amount(lang: str, text: str, amount: str) -> None:
    claims, _ = extract(Document(name="example", text=text, lang=lang, published="2025-03-14"))
    assert next(claim.concept for claim in claims if claim.quote == amount) in (None, "spending", "contribution", "acquisition")


@pytest.mark.parametrize(("lang", "example"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x["text"][:40])
def test_example(lang: str, example: dict[str, Any]) -> None:
    amounts = sorted([example["amount"], *example.get("beside", ())], key=example["text"].index)
    found = measured(lang, example["text"], *amounts, kind=example.get("kind", "money"), unit=example.get("unit", "EUR"))
    m = found[amounts.index(example["amount"])]
    assert m.concept != example.get("not")
    if "concept" not in example:
        return
    assert m.concept == example["concept"]
    assert m.measure.startswith(concepts()[m.concept].label)
    if "within" in example:
        assert m.measure == ", ".join([concepts()[m.concept].label, *example["within"]])
    step = next(s for s in m.steps if s.slot == "concept")
    assert step.start is not None
    assert example["text"][step.start : step.end].strip()


@pytest.mark.parametrize(
    ("lang", "text", "amount", "share", "concept"),
    [
        ("en", "The plan costs 5 billion euros, or 2% of gross domestic product.", "5 billion euros", "2%", "cost"),
        ("en", "The 5 billion euros equal about 4% of the country's economic output.", "5 billion euros", "4%", None),
        ("nl", "Het plan kost 5 miljard euro, 2 procent van het bbp.", "5 miljard euro", "2 procent", "cost"),
        ("nl", "Die 5 miljard euro is 3 procent van de omzet.", "5 miljard euro", "3 procent", None),
        ("en", "A tenth, 10%, is for roads. Revenue came to 5 billion euros.", "5 billion euros", "10%", "revenue"),
    ],
)
def test_what_a_share_is_of_says_nothing_of_the_sum(lang: str, text: str, amount: str, share: str, concept: str | None) -> None:
    article = Article(Document(name="example", text=text, lang=lang))
    spots = [(text.index(amount), amount, Kind.MONEY, "EUR"), (text.index(share), share, Kind.PERCENT, "%")]
    mentions = [Mention(at, at + len(quote), kind, Decimal(5), unit) for at, quote, kind, unit in sorted(spots)]
    assert measures(article, mentions) == []
    assert next(m for m in mentions if m.kind is Kind.MONEY).concept == concept


def test_what_another_amount_counts_is_not_counted_by_this_one() -> None:
    text = "Het land verloor 1.200 militairen en 20 tanks."
    soldiers = Mention(17, 33, Kind.COUNT, Decimal(1200), "militair")
    tanks = Mention(37, 45, Kind.COUNT, Decimal(20), "tank")
    assert measures(Article(Document(name="example", text=text, lang="nl")), [soldiers, tanks]) == []
    assert (soldiers.concept, tanks.concept) == ("soldiers", "tanks")


def test_concept_file_is_a_forest_with_labels_in_both_languages() -> None:
    for key, entry in knowledge.read("concepts.yaml")["concepts"].items():
        assert set(entry["label"]) >= {"en", "nl"}, key
        assert all(parent in concepts() for parent in ancestors(key)), key
        assert set(entry["words"]) >= {"en", "nl"}, key
        assert set(entry.get("kinds", ())) <= {k.value for k in Kind}, key


@pytest.mark.parametrize(
    ("lang", "text", "amount", "kind", "measure"),
    [
        ("en", "Bodil found 3 million for the otters of Lake Ume, in July.", "3 million", "money", "for the otters of Lake Ume"),
        ("nl", "Bodil vond 3 miljoen voor de otters van Ume, in juli.", "3 miljoen", "money", "voor de otters van Ume"),
        ("en", "Marlow, 3 May 2024: Bodil Rask got 3 million.", "3 million", "money", ""),
        ("en", "Nine otters swam 40 miles.", "Nine otters", "count", "otter"),
        ("nl", "Negen otters zwommen 40 mijl.", "Negen otters", "count", "otter"),
    ],
)
def test_without_a_concept_only_what_is_joined_to_the_amount_is_its_measure(
    lang: str, text: str, amount: str, kind: str, measure: str
) -> None:
    [mention] = measured(lang, text, amount, kind=kind, unit="otter" if kind == "count" else "EUR")
    assert (mention.concept, mention.measure) == (None, measure)


def test_a_part_keeps_the_concept_of_the_whole_before_it() -> None:
    text = "Chile gave 9 million euros in military aid. Of that, 2 million euros came in May."
    whole, part = measured("en", text, "9 million", "2 million")
    assert (whole.concept, part.concept) == ("military_aid", "military_aid")
    assert part.steps[-1].rule == "carried"


def test_a_headline_amount_takes_the_concept_of_the_same_amount_below() -> None:
    text = "Peru: 40 million for Bolivia\n\nPeru sets 40 million apart for emergency aid."
    article = Article(Document(name="example", text=text, lang="en"))
    head, body = (Mention(i, i + 10, Kind.MONEY, Decimal(40_000_000), "USD") for i in (6, text.rindex("40 million")))
    measures(article, [head, body])
    assert head.concept == body.concept == "humanitarian_aid"


def test_aspects_tell_figures_of_one_concept_apart() -> None:
    [m] = measured("nl", "De vervangingswaarde van het geleverde materieel is 12 miljoen euro.", "12 miljoen euro")
    assert m.measure == "military materiel, replacement value"


def test_what_is_spent_of_a_pledge_is_no_part_of_it() -> None:
    text, spent = "Oslo pledged 900 million kroner in aid, of which 300 million kroner went out.", "300 million kroner"
    article = Article(Document(name="example", text=text, lang="en"))
    start = text.index(spent)
    for state, said in ((Status.PLEDGED, "aid, part"), (Status.DELIVERED, "aid")):
        mention = Mention(start, start + len(spent), Kind.MONEY, Decimal(1), "NOK", status=state)
        measures(article, [mention])
        assert mention.measure == said


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("military aid to Georgia, cumulative", "military_aid"),
        ("people killed in the flood", "deaths"),
        ("donations to the appeal", "donation"),
        ("net profit of the airline", "profit"),
        ("", None),
        ("qwerty", None),
    ],
)
def test_concept_of_a_description(text: str, concept: str | None) -> None:
    assert concept_of(text, "en") == concept


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "nl", "xx"]), st.data())
def test_never_raises(text: str, lang: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mention = Mention(start, end, data.draw(st.sampled_from(list(Kind))), Decimal(5), "EUR")
    article = Article(Document(name="any", text=text, lang=lang))
    measures(article, [mention])
    verb_measures(article, [mention])
    assert mention.concept is None or mention.concept in concepts()
