"""What goes in comes out: every value of the vocabulary, on both databases."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from vocabulary import EXAMPLE, HOSTILE, parcels, reconciliations

from factbase.model import Claim, Document, Problem, Reconciliation
from factbase.store import Store
from factbase.store.types import escape, unescape

ANY = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))


def _wipe(store: Store) -> None:
    for name in [document.name for document in store.documents()]:
        store.retract(name)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_escaped_and_back(text: str) -> None:
    stored = escape(text)
    assert unescape(stored) == text
    assert "\0" not in stored
    stored.encode()


@given(data=st.data())
@ANY
def test_any_vocabulary_comes_back_as_it_went_in(where: str, data: st.DataObject) -> None:
    items = data.draw(parcels())
    claims = sorted((claim for _, stated, _ in items for claim in stated), key=lambda c: (c.doc, c.start, c.end, c.id))
    concluded = data.draw(reconciliations(claims))
    with Store.open(where) as store:
        _wipe(store)
        store.ingest(items)
        store.conclude(concluded)
        assert store.documents() == sorted((document for document, _, _ in items), key=lambda d: d.name)
        assert sorted(store.claims(), key=lambda c: (c.doc, c.start, c.end, c.id)) == claims
        assert {s.id: s for s in store.series()} == {s.id: s for s in concluded.series}
        assert {f.id: f for f in store.figures()} == {f.id: f for f in concluded.figures}
        assert {c.id: c for c in store.conflicts()} == {c.id: c for c in concluded.conflicts}
        assert store.relations() == sorted(concluded.relations, key=lambda r: (r.a, r.b))
        assert store.sums() == list(concluded.sums)
        assert store.copies() == sorted(concluded.copies, key=lambda c: (c.a, c.b))
        found = {(p.code, p.message, p.source, p.position) for p in store.problems()}
        assert found >= {(p.code, p.message, p.source, p.position) for _, _, problems in items for p in problems}


def test_an_amount_keeps_every_digit(where: str) -> None:
    amount = Decimal("123456789012345678901234567890.12345678901234567890")
    claim = EXAMPLE.model_copy(update={"amount": amount, "high": amount})
    with Store.open(where) as store:
        store.ingest([(Document(name="a", text="x"), [claim], [])])
        assert store.claims()[0].amount == amount


def test_hostile_text_stays_data(where: str) -> None:
    documents = [Document(name=f"{n}{text}", text=text, title=text) for n, text in enumerate(HOSTILE)]
    claims = [
        EXAMPLE.model_copy(update={"id": f"c{n}", "doc": d.name, "quote": d.text, "unit": d.text, "payer": (d.text,)})
        for n, d in enumerate(documents)
    ]
    problem = Problem(severity="error", code="x", message="".join(HOSTILE), source="\0")
    with Store.open(where) as store:
        store.ingest([(d, [c], [problem]) for d, c in zip(documents, claims, strict=True)])
        assert store.documents() == sorted(documents, key=lambda d: d.name)
        assert {c.id: c for c in store.claims()} == {c.id: c for c in claims}
        assert set(store.problems()) == {problem}


def test_a_long_word_is_stored(where: str) -> None:
    """PostgreSQL's trees refuse keys of more than 2,704 bytes; ours must take any name."""
    long = "Überlänge" * 5000
    claim = EXAMPLE.model_copy(update={"doc": long, "programme": long, "payer": (long,), "subject": long, "unit": long})
    with Store.open(where) as store:
        store.ingest([(Document(name=long, text=long), [claim], [])])
        assert store.claims() == [claim]


def test_claims_of_a_table_need_no_document_and_come_in_any_batches(where: str) -> None:
    claims = [EXAMPLE.model_copy(update={"id": f"c{n}", "doc": f"table:source {n % 2}", "start": n, "end": n}) for n in range(6)]
    with Store.open(where) as store:
        for batch in (claims[:2], claims[2:5], claims[5:]):
            store.ingest([(None, batch, [])])
        store.finish()
        assert sorted(store.claims(), key=lambda c: c.id) == claims
        assert store.documents() == []
        store.conclude(Reconciliation())
    with Store.open(where) as store:
        for batch in (claims[:3], claims[4:]):
            store.ingest([(None, batch, [])])
        assert len(store.claims()) == 6
        assert not store.pending()
        assert (done := store.finish()).claims_out == 1
        assert (done.changed, done.claims_in) == (1, 0)
        assert sorted(store.claims(), key=lambda c: c.id) == [*claims[:3], *claims[4:]]


def test_claims_read_back_from_an_export_do_not_displace_the_articles(where: str) -> None:
    document, other = Document(name="a", text="x"), EXAMPLE.model_copy(update={"measure": "from a file"})
    for first, second in (((document, [EXAMPLE], []), (None, [other], [])), ((None, [other], []), (document, [EXAMPLE], []))):
        with Store.open(where) as store:
            store.ingest([first])
            store.finish()
            store.ingest([second])
            store.finish()
            assert store.claims() == [EXAMPLE]
            assert store.documents() == [document]
            store.retract("a")


def test_a_big_table_comes_in_by_chunks(where: str) -> None:
    def stream() -> list[Claim]:
        return [EXAMPLE.model_copy(update={"id": f"c{n:05}", "doc": "s", "start": n, "end": n}) for n in range(2100)]

    with Store.open(where) as store:
        assert store.ingest([(None, stream(), [])]).claims_in == 2100
        store.finish()
        assert store.claims() == stream()
        assert store.ingest([(None, stream(), [])]).claims_in == 0
        assert store.finish().unchanged == 1
        assert store.ingest([(None, stream()[1:], [])]).claims_in == 0
        done = store.finish()
        assert (done.changed, done.claims_in, done.claims_out) == (1, 0, 1)
        assert store.tables() == ["s"]
