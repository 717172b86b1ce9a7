"""Questions in two languages, with typos and filters, over a small base."""

from __future__ import annotations

from pathlib import Path

import pytest

import factbase
from factbase.api import Base
from factbase.query import Index, QueryError, known_entities, terms
from factbase.query.vocabulary import Words
from factbase.store.brief import BriefClaim, BriefFigure, Briefs


@pytest.mark.parametrize(
    "question",
    [
        "cost of the Fjord Bridge",
        "Danish Fjord Bridge budget",
        "Deense begroting Fjord Bridge",
        "fjord brdige",
        "Fjrod Bridge Denmark",
        "what does Denemarken pay for the bridge",
    ],
)
def test_words_find_the_figure(question: str, bridge: Base) -> None:
    answers = bridge.query(question)
    assert answers
    assert answers[0].series is not None
    assert answers[0].series.programme == "Fjord Bridge"


@pytest.mark.parametrize("question", ["people killed Germany floods", "doden Duitsland", "drowned in Germany"])
def test_a_toll_is_found_by_what_its_news_is_of(question: str, tmp_path: Path) -> None:
    (tmp_path / "toll.txt").write_text(
        "Rivers swell in Germany\n\nThe water came by night. At least 171 people were killed, the police said. "
        "Germany mourns, and Germany cleans up.\n",
        encoding="utf-8",
    )
    (tmp_path / "aid.txt").write_text(
        "Germany has pledged 400 million euros of aid after the floods.\n\nIt will be paid this week.\n", encoding="utf-8"
    )
    factbase.run([tmp_path / "toll.txt", tmp_path / "aid.txt"], tmp_path / "floods.db")
    with factbase.open(tmp_path / "floods.db") as base:
        assert [int(answer.figure.value) for answer in base.query(question)][:1] == [171]
        assert [int(answer.figure.value) for answer in base.query("German aid")][:1] == [400_000_000]


@pytest.mark.parametrize("question", ["Norwegian fish", "Noorse vis", "submarine"])
def test_other_words_find_nothing(question: str, bridge: Base) -> None:
    assert not bridge.query(question)


def test_filters_are_exact(bridge: Base) -> None:
    assert {a.figure.verdict for a in bridge.query(verdict="conflict")} == {"conflict"}
    assert {a.claim.status for a in bridge.query(status="delivered")} == {"delivered"}
    assert len(bridge.query(currency="usd")) == 1
    assert len(bridge.query(payer="DK")) == len(bridge.query(payer="Denmark")) == len(bridge.query(payer="Denemarken")) == 5
    assert len(bridge.query(payee="builders")) == 1
    assert not bridge.query(payer="NO")
    assert not bridge.query(since="2026")


def test_at_a_day_each_series_has_one_figure(bridge: Base) -> None:
    late = [a for a in bridge.query("cost of the Fjord Bridge", at="2025-04-01") if len(a.over_time) > 1]
    early = [a for a in bridge.query("cost of the Fjord Bridge", at="2025-01-15") if len(a.over_time) > 1]
    assert [(a.figure.date, int(a.figure.value)) for a in early] == [("2024", 610000000)]
    assert [a.figure.verdict for a in late] == ["conflict"]
    assert not bridge.query("Fjord Bridge", at="2020")


def test_a_name_that_only_the_base_knows_is_no_mere_word() -> None:
    held = {"ferry plan 7": {"Ferry Plan 7"}, "puppeteers": {"puppeteers"}, "budget": {"Budget"}}
    asked = terms("Ferry Plan 7 budget of puppeteers", ["puppeteers", "plan", "ferry"], held)
    assert [(t.kind, t.text) for t in asked] == [("name", "ferry plan 7"), ("concept", "budget"), ("word", "puppeteers")]


def test_at_a_day_what_had_been_said_of_a_later_time_stands_in_for_what_held() -> None:
    printed = {"harbour": ("2027/2030", "2025-03-01"), "ferry": ("2024", "2024-02-01"), "ferry, later": ("2026", "2024-02-09")}
    claims = {
        name: BriefClaim(
            id=name, payer=(), payee=(), programme=None, status="other", concept=None, unit="EUR", measure="", subject=None,
            speaker=None, quote="1", sentence=None, story=(), published=day,
        )
        for name, (_, day) in printed.items()
    }  # fmt: skip
    figures = [
        BriefFigure(
            id=name, claims=(name,), series=name.partition(",")[0], label=name, measure=None, subject=None, unit="EUR", date=date,
            verdict="single", sources=1,
        )
        for name, (date, _) in printed.items()
    ]  # fmt: skip
    index = Index(Briefs(figures, {}, claims))

    def held(day: str) -> set[str]:
        return {hit.figure for hit in index.ask(at=day)}

    assert held("2024-01-31") == {"ferry"}  # of that year, though printed a day later
    assert held("2025-01-31") == {"ferry"}  # nobody had spoken of the harbour yet
    assert held("2025-04-01") == {"ferry", "harbour"}
    assert held("2028-04-01") == {"ferry, later", "harbour"}


def test_words_are_whole_words_without_case_and_accents() -> None:
    text = Words(["De brug kost €610 miljoen,", "zei Hélène's vader."])
    assert ["brug" in text, "Brug" in text, "rug" in text, "helene" in text] == [True, False, False, True]
    assert sorted(text.beginning("mi")) == ["miljoen"]


def test_the_first_answers_know_how_many_there_are(bridge: Base) -> None:
    found, first = bridge.query("bridge"), bridge.query("bridge", limit=1)
    assert [first[0]] == list(found[:1])
    assert (len(first), first.total) == (1, len(found))


def test_the_best_quote_allows_the_value(bridge: Base) -> None:
    answer = bridge.query(verdict="conflict")[0]
    assert answer.claim.quote != "€460 million"


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"status": "spent"}, "pledged"),
        ({"verdict": "maybe"}, "explained"),
        ({"at": "yesterday"}, "2025-08-31"),
        ({"payee": "xqzxqz"}, "no payee like"),
        ({"text": "the of"}, "no word"),
        ({"concept": "militery_aid"}, "nearest are military_aid"),
        ({"currency": "euro"}, "ISO 4217"),
    ],
)
def test_a_filter_that_cannot_be_understood_says_what_can(filters: dict[str, str], told: str, bridge: Base) -> None:
    with pytest.raises(QueryError, match=told):
        bridge.query(**filters)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Dutch military aid to Ukraine", {"party": {"NL", "UA"}, "concept": {"military_aid"}}),
        ("Nederlandse militaire steun aan Oekraïne", {"party": {"NL", "UA"}, "concept": {"military_aid"}}),
        ("militry aid Ukriane", {"party": {"UA"}, "concept": {"aid"}}),
    ],
)
def test_a_question_is_taken_apart(question: str, kinds: dict[str, set[str]]) -> None:
    found = terms(question)
    for kind, ids in kinds.items():
        assert ids <= {i for t in found if t.kind == kind for i in t.ids}


@pytest.mark.parametrize("word", ["project", "organisation", "company"])
def test_what_a_body_is_called_is_no_name_of_it(word: str) -> None:
    assert all(term.kind != "party" for term in terms(word))


def test_the_names_of_an_entity_are_given_as_written() -> None:
    by_id = {entity.id: entity for entity in known_entities()}
    assert {"Holland", "Nederland", "Dutch"} <= set(by_id["NL"].aliases)
    assert by_id["NL"].name not in by_id["NL"].aliases
    assert {"WFP", "Wereldvoedselprogramma"} <= set(by_id["World Food Programme"].aliases)
    assert {by_id["NL"].kind, by_id["World Food Programme"].kind, by_id["Crossrail"].kind} == {
        "country",
        "organisation",
        "programme",
    }


def test_answers_are_a_table(bridge: Base) -> None:
    answers = bridge.query("Fjord Bridge")
    frame = answers.to_frame()
    assert list(frame["unit"].unique()) == ["EUR"]
    assert "<table>" in answers._repr_html_()
    assert "€460 million" not in str(answers[0])
