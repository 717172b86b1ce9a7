"""Hostile input to every reader, through extraction into a base: nothing is raised, nothing hangs, and the base stays whole."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factbase.engine import local
from factbase.settings import Settings
from factbase.store import Store

FORMATS = (".txt", ".md", ".html", ".jsonl", ".csv")
SIZE = 1_000_000
"""Bytes to try in each run of the test."""

_WORDS = (
    *("The Netherlands gave Ukraine nearly € 8,7 miljard in 2024. ", "bijna ", "$108.5 million", "1,07 mrd", "half a billion "),
    *(
        "between 2 and 3 billion euros ",
        "€",
        "1" * 400,
        "1e999999",
        "-0",
        "0,",
        "1.2.3,4,5",
        "10^12",
        "NaN",
        "Infinity",
        "½",
        "٣٤٥",
        "Ⅷ",
    ),
    *(
        "miljard " * 20,
        "million million ",
        "%",
        " per cent",
        "tot en met ",
        "in 1899-02-31 ",
        "9999-99-99",
        "0000",
        "31 februari 2025 ",
    ),
    *(
        "\0",
        "\x1b[2J",
        "\x7f",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\U0010fffe",
        "e\u0301" * 30,
        "\u200d" * 30,
        "# ",
        "\n",
        "\r",
    ),
    *(
        "<script>alert(1)</script>",
        "<div>" * 200,
        "</p>" * 50,
        "<!--",
        "]]>",
        "<![CDATA[",
        "&#x110000;",
        "&lol9;",
        "<meta charset=utf-7>",
    ),
    *(
        '<meta property="article:published_time" content="x">',
        "<title>",
        "<table><tr><td>",
        "'; DROP TABLE claim; --",
        "[" * 500,
        "}",
    ),
    *(
        '{"id": "a", "text": "€ 5 miljoen"}\n',
        '{"id": ',
        '{"text": 5}\n',
        '{"id": "a", "text": "x", "published": "2024-13-99"}\n',
    ),
    *(
        '{"kind": "money", "amount": 1e400, "doc": "x"}\n',
        '{"kind": "money", "amount": "NaN", "unit": "EUR", "doc": "x", "quote": ""}\n',
    ),
    *(
        "source,subject,measure,value,unit,date\n",
        'a,b,c,"$ 5 million",EUR,2024\n',
        'a,b,c,"',
        ",,,,,\n",
        "a,b,c,(1,204),%,2024-02-30\n",
    ),
    *(
        "---\ntitle: x\n---\n",
        "---\n: : :\n- [\n---\n",
        "|a|b|\n|-|-|\n",
        "\r\n\r\n",
        "\t",
        " ",
        "(ANP) - ",
        " date 2025-10-10 KYIV (ANP) - ",
    ),
)
_BYTES = (b"\xff\xfe", b"\xfe\xff\0\0", b"\x80\x81\xfe", b"\xc3\x28", b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08")
FRAGMENTS = (*(word.encode("utf-8", "surrogatepass") for word in _WORDS), *_BYTES)

_readable = st.sampled_from([fragment for fragment in FRAGMENTS if b"\0" not in fragment and fragment not in _BYTES])
_any = st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=40))
hostile = st.one_of(*(st.lists(parts, max_size=60) for parts in (_readable, _readable, _any))).flatmap(
    lambda parts: st.integers(1, 4).map(lambda times: b"".join(parts) * times)
)
"""Two files of three are text that a reader takes and extraction must bear; the third is anything."""

BOMBS = {
    "deep.jsonl": b'{"id": "a", "text": "b", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n",
    "long-number.txt": b"It cost $" + b"9" * 300_000 + b" million.",
    "exponent.csv": b"source,subject,measure,value,unit,date\n" + b"a,b,c,1e99999999,EUR,2024\n" * 200,
    "nested.html": b"<html><body>" + b"<div><p>" * 50_000 + b"EUR 5 million" + b"</p></div>" * 50_000,
    "entities.html": b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]><p>' + b"&b;" * 1000,
    "attributes.html": b"<p " + b'a="b" ' * 60_000 + b">EUR 5 million</p>",
    "one-word.txt": b"miljoen" * 60_000,
    "one-line.txt": b"Nederland gaf 5 miljoen euro, " * 500,
    "brackets.txt": b"(" * 300_000,
    "hedges.txt": b"nearly about almost up to " * 12_000,
    "ranges.txt": b"5-" * 150_000,
    "quotes.csv": b"source,subject,measure,value,unit,date\n" + b'"' * 400_001,
    "many-columns.csv": b"source,subject,measure,value,unit,date" + b",x" * 100_000 + b"\n",
    "nul.txt": b"\0" * 400_000,
    "accents.txt": ("e" + "\u0301" * 200_000).encode(),
}


def _through(folder: Path, where: Path) -> Counter[str]:
    """Everything in a folder through every stage, as `factbase run` does it."""
    done = local.run([folder], where, Settings(jobs=1))
    with Store.open(where) as store:
        assert store.check_db() == []
    counts = Counter(documents=done.documents, claims=done.claims, problems=len(done.problems))
    counts["defects"] = sum(problem.code == "extract.failed" for problem in done.problems)
    assert not counts["defects"], [str(problem) for problem in done.problems if problem.code == "extract.failed"]
    return counts


@pytest.mark.slow
def test_a_million_hostile_bytes_pass_through(tmp_path_factory: pytest.TempPathFactory) -> None:
    total: Counter[str] = Counter()

    @given(st.lists(hostile, min_size=5, max_size=5))
    @settings(
        max_examples=80,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
    )
    def feed(files: list[bytes]) -> None:
        folder = tmp_path_factory.mktemp("hostile")
        for suffix, content in zip(FORMATS, files, strict=True):
            (folder / f"a{suffix}").write_bytes(content)
            total["bytes"] += len(content)
            total["files"] += 1
        total.update(_through(folder, folder / "base.db"))

    while total["bytes"] < SIZE:
        feed()
    print(dict(total))


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_what_is_made_to_explode_does_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(BOMBS[name])
    begun = time.process_time()
    counts = _through(tmp_path / "in", tmp_path / "base.db")
    took = time.process_time() - begun
    print(f"{name}: {len(BOMBS[name])} bytes, {took:.1f} s, {dict(counts)}")
    assert took < 60
