"""What the user names comes in as documents and claims; whatever is wrong with it is said, and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from factbase.model import Claim, Document, Problem
from factbase.read import items
from factbase.settings import Settings

ENGLISH = (
    "Roads for the north\n\nThe government of Ghana has set aside 40 million euros for new roads in the north of the country.\n"
)
DUTCH = (
    "Wegen\n\nDe regering van Ghana heeft 40 miljoen euro opzijgezet voor nieuwe wegen in het noorden van het land, "
    "dat één haven heeft.\n"
)


def read(*paths: Path, settings: Settings | None = None) -> tuple[list[Document], list[Claim], list[Problem]]:
    found = list(items(paths, settings))
    return (
        [x for x in found if isinstance(x, Document)],
        [x for x in found if isinstance(x, Claim)],
        [x for x in found if isinstance(x, Problem)],
    )


def test_a_text_file_is_the_article_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "roads.txt"
    path.write_bytes(("\n date 2024-05-17 ACCRA (AFP) - " + ENGLISH).encode())
    (document,), _, problems = read(path)
    assert document.text == "\n date 2024-05-17 ACCRA (AFP) - " + ENGLISH
    assert (document.name, document.lang, document.published, document.published_from, document.publisher) == (
        "roads", "en", "2024-05-17", "prefix", "AFP",
    )  # fmt: skip
    assert not problems


def test_front_matter_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "roads.md"
    path.write_text(f"---\ntitle: Roads\ndate: 2024-05-17\nsource: Our desk\n---\n{ENGLISH}")
    (document,), _, problems = read(path)
    assert document.text == ENGLISH
    assert (document.title, document.published, document.published_from, document.publisher) == (
        "Roads", "2024-05-17", "front matter", "Our desk",
    )  # fmt: skip
    assert not problems


def test_a_header_needs_no_hyphens_and_a_list_of_facts_is_none(tmp_path: Path) -> None:
    header, facts = tmp_path / "header.txt", tmp_path / "facts.txt"
    header.write_text(f"Title: Roads: what they cost\nDate: 2024-05-17\nSource: Our desk\n\n{ENGLISH}")
    facts.write_text(f"Date: 17 May 2024\nKilled: 60\n\n{ENGLISH}")
    found, _, problems = read(tmp_path)
    assert [(d.text[:12], d.title, d.published, d.publisher) for d in sorted(found, key=lambda d: d.name)] == [
        ("Date: 17 May", None, "2024-05-17", None), (ENGLISH[:12], "Roads: what they cost", "2024-05-17", "Our desk"),
    ]  # fmt: skip
    assert not problems


@pytest.mark.parametrize(
    ("head", "severity", "told"),
    [
        ("title: Roads: what they cost\ndate: 2024-05-17\nsource: 'Our desk'", "note", "read as lines of KEY: VALUE"),
        ("source: Our desk\ntitle: Roads: what they cost\ntags: [a\ndate: 2024-05-17", "warning", "date, source, title could be"),
    ],
)
def test_front_matter_with_a_colon_in_its_title_is_read_line_by_line(tmp_path: Path, head: str, severity: str, told: str) -> None:
    path = tmp_path / "roads.md"
    path.write_text(f"---\n{head}\n---\n{ENGLISH}")
    (document,), _, (problem,) = read(path)
    assert (document.title, document.published, document.publisher) == ("Roads: what they cost", "2024-05-17", "Our desk")
    assert problem.severity == severity
    assert told in problem.message


def test_an_article_without_a_date_takes_that_of_its_name_or_the_one_given(tmp_path: Path) -> None:
    for name in ("roads.txt", "2024-05-17-roads.txt", "2024-13-17-roads.txt"):
        (tmp_path / name).write_text(f"{name} {ENGLISH}")
    found, _, problems = read(tmp_path)
    assert {d.name: (d.published, d.published_from) for d in found} == {
        "roads": (None, None), "2024-05-17-roads": ("2024-05-17", "name"), "2024-13-17-roads": (None, None),
    }  # fmt: skip
    assert [(p.code, p.severity) for p in problems] == [("read.date", "note")]
    given = [d for d in items([tmp_path], Settings(published="2024-06")) if isinstance(d, Document)]
    assert sorted(str(d.published) for d in given) == ["2024-05-17", "2024-06", "2024-06"]


@pytest.mark.parametrize(
    ("line", "published"),
    [("7/21/2021", "2021-07-21"), ("21/7/2021", "2021-07-21"), ("4/4/2021", "2021-04-04"), ("3/4/2021", None), ("21/7", None)],
)
def test_a_line_that_is_a_date_in_numbers_dates_its_article(line: str, published: str | None, tmp_path: Path) -> None:
    (tmp_path / "roads.txt").write_text(f"Roads for the north\n\n{line}\n\nGhana pays 40 million euros for roads.\n")
    (document,), _, problems = read(tmp_path)
    assert document.published == published
    assert published is None or [p.message for p in problems] == [f"dated {published}, as which {line!r} was read"]


def test_a_page_gives_its_article_and_its_own_date(tmp_path: Path) -> None:
    sentence = "The government of Ghana has set aside 40 million euros for new roads in the north of the country. "
    page = f"""<html lang="en"><head><title>Roads - The Desk</title><meta property="og:site_name" content="The Desk">
    <meta property="article:modified_time" content="2024-06-20T10:00:00Z">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-17T09:00:00Z"}}</script></head>
    <body><nav>Home Sport Weather</nav><article><h1>Roads</h1><p>{sentence * 3}</p><p>{sentence * 2}</p></article>
    <footer>Copyright 2026 The Desk</footer></body></html>"""
    path = tmp_path / "roads.html"
    path.write_text(page)
    (document,), _, problems = read(path)
    assert "40 million euros" in document.text
    assert "Copyright" not in document.text
    assert (document.title, document.publisher, document.published, document.published_from) == (
        "Roads", "The Desk", "2024-05-17", "metadata",
    )  # fmt: skip
    assert not problems


def test_a_page_is_in_the_language_of_its_article_not_of_its_frame(tmp_path: Path) -> None:
    page = """<!DOCTYPE html>
    <!-- saved from url=(0031)https://desk.example/2024/wegen -->
    <html lang="en-US"><head><title>Wegen</title></head><body><article><p>{}</p></article></body></html>"""
    sentence = "De regering van Ghana heeft 40 miljoen euro opzijgezet voor nieuwe wegen in het noorden van het land. "
    (tmp_path / "roads.html").write_text(page.format(sentence * 3))
    (document,), _, _ = read(tmp_path)
    assert (document.lang, document.url) == ("nl", "https://desk.example/2024/wegen")
    (tmp_path / "roads.html").write_text(page.format("40 miljoen euro voor wegen. " * 3))
    (document,), _, _ = read(tmp_path)
    assert document.lang == "en"  # too few words to tell better


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Roads for the north\nThe Desk, 17 May 2024\n\nGhana pays 40 million euros for roads.", "Roads for the north"),
        ("Roads for the north\nBy Ama Owusu\nPosted on 17 May 2024\n\nGhana pays 40 million euros for roads.", None),
        ("Wegen voor het noorden\nDe Haven, 17 mei 2024\n\nGhana betaalt 40 miljoen euro voor wegen.", "Wegen voor het noorden"),
        ("Roads for the north\n17 May 2024\nGhana pays 40 million euros for roads.\nIt said so.", "Roads for the north"),
        ("Wegen voor het noorden\n17-5-2024\nGhana betaalt 40 miljoen euro voor wegen.", "Wegen voor het noorden"),
        ("Ghana pays 40 million euros\nfor roads in the north,\n\nsaid the minister on 17 May 2024.", None),
        ("Ghana pays for roads\non 17 May 2024, and 40 million euros at that.\nIt said so.", None),
    ],
)
def test_a_title_stands_above_the_line_that_dates_it(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "roads.txt").write_text(text)
    (document,), _, _ = read(tmp_path)
    assert document.title == title


def test_lines_of_json_are_articles_and_claims(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    claim = {
        "doc": "roads",
        "kind": "money",
        "amount": 4e7,
        "unit": "EUR",
        "hedge": "about",
        "status": ["pledged"],
        "payer": ["GH"],
    }
    article = {"id": "roads", "text": " " + ENGLISH, "published": "2024-05", "lang": "en-GB"}
    path.write_text(json.dumps(article) + "\n\n" + json.dumps(claim) + "\n")
    (document,), (given,), problems = read(path)
    assert (document.text, document.published, document.published_from, document.lang) == (
        " " + ENGLISH,
        "2024-05",
        "given",
        "en",
    )
    assert (given.amount, given.payer, given.status) == (Decimal(40_000_000), ("GH",), "pledged")
    assert given.interval.contains(Decimal(39_000_000))
    assert not problems


def test_the_day_may_be_called_date(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "a", "text": ENGLISH, "date": "2024-05-03"}) + "\n")
    (document,), _, problems = read(path)
    assert (document.published, document.published_from) == ("2024-05-03", "given")
    assert not problems


def test_a_table_is_read_as_claims(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = 'a,ghana,budget,"$ 1,204.5",,2024\nb,ghana,share,2.26%,,2024\nb,ghana,share,N/A,,\n'
    path.write_text("source,subject,measure,value,unit,date\n" + rows)
    _, claims, problems = read(path)
    assert [(c.publisher, c.amount, c.unit, c.kind.value, c.date) for c in claims] == [
        ("a", Decimal("1204.5"), "USD", "money", "2024"),
        ("b", Decimal("2.26"), "%", "percent", "2024"),
    ]
    assert [(p.code, p.position) for p in problems] == [("read.cell", "line 4")]


def test_standard_input_is_told_by_how_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, count in ((ENGLISH, 1), (json.dumps({"id": "x", "text": ENGLISH}) + "\n" + json.dumps({"text": DUTCH}), 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        documents, _, problems = read(Path("-"))
        assert len(documents) == count
        assert not problems
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"source;subject;measure;value\na;lake;depth;12,5\n")))
    _, (claim,), problems = read(Path("-"))
    assert (claim.subject, claim.amount) == ("lake", Decimal("12.5"))
    assert not problems


BAD = {
    "empty.txt": (b"", "read.empty", "error"),
    "blank.txt": (b" \n\n ", "read.empty", "error"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "read.binary", "error"),
    "latin.txt": (DUTCH.encode("latin-1"), "read.encoding", "warning"),
    "mojibake.txt": (DUTCH.replace("40 miljoen euro", "â‚¬ 40 miljoen").encode(), "read.mended", "note"),
    "cut.jsonl": (json.dumps({"id": "a", "text": ENGLISH}).encode() + b'\n{"id": "b", "text": "The gov', "read.json", "error"),
    "deep.jsonl": (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "read.json", "error"),
    "list.jsonl": (b"[1, 2]\n", "read.json", "error"),
    "nothing.jsonl": (b'{"id": "a"}\n', "read.json", "error"),
    "no-claim.jsonl": (b'{"kind": "money", "amount": "much", "unit": "EUR", "doc": "d"}\n', "read.claim", "error"),
    "date.jsonl": (json.dumps({"id": "a", "text": ENGLISH, "published": "2023-02-30"}).encode(), "read.date", "warning"),
    "front.md": (b"---\ntitle: [\n---\n" + ENGLISH.encode(), "read.front", "warning"),
    "front-date.md": (b"---\ndate: 2023-02-30\n---\n" + ENGLISH.encode(), "read.date", "warning"),
    "russian.txt": (
        "Правительство выделило сорок миллионов евро на строительство новых дорог.".encode(),
        "read.language",
        "error",
    ),
    "columns.csv": (b"a,b\n1,2\n", "read.table", "error"),
    "short.csv": (b"source,subject,measure,value\na,b,c\n", "read.table", "error"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"<p>five million</p>", "read.empty", "error"),
    "thing.docx": (b"PK", "read.format", "error"),
    "printed.txt": (b"%PDF-1.4\n1 0 obj << /Length 4 >>", "read.binary", "error"),
    "typed.txt": (rb"{\rtf1\ansi Forty million euros}", "read.binary", "error"),
    "big.txt": (b"x" * 2_000_001, "read.size", "error"),
    "big.jsonl": (b'{"text": "' + b"x" * 2_000_001 + b'"}\n', "read.size", "error"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_said_and_the_rest_goes_on(name: str, tmp_path: Path) -> None:
    content, code, severity = BAD[name]
    bad, good = tmp_path / name, tmp_path / "z-good.txt"
    bad.write_bytes(content)
    good.write_text(ENGLISH)
    documents, _, problems = read(bad, good, settings=Settings(max_bytes=2_000_000))
    assert documents[-1].name == "z-good"
    assert [(p.code, p.severity, p.source) for p in problems] == [(code, severity, str(bad))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "b", "text": "The gov', "the line seems cut off"),
        ("never any JSON", "no JSON (Expecting value"),
        ('{"id": "b", "text": 5}', "its `text` must be text, and is 5"),
        ('{"id": "b", "text": null}', "it has no `text`"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line + "\n")
    _, _, (problem,) = read(tmp_path / "a.jsonl")
    assert told in problem.message


def test_text_in_another_encoding_keeps_its_letters(tmp_path: Path) -> None:
    for encoding in ("latin-1", "utf-16", "utf-8-sig"):
        (tmp_path / "a.txt").write_bytes(DUTCH.encode(encoding))
        (document,), _, _ = read(tmp_path / "a.txt")
        assert document.text == DUTCH


def test_mended_text_is_what_offsets_point_into(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH + "Later â‚¬ 5 million was added.\n")
    (document,), _, _ = read(tmp_path / "a.txt")
    assert document.text == ENGLISH + "Later € 5 million was added.\n"
    (step,) = document.repairs
    assert document.text[step.start : step.end] == "Later € 5 million was added.\n"


def test_what_is_not_there_is_said() -> None:
    _, _, problems = read(Path("no/such/file.txt"))
    assert [p.code for p in problems] == ["read.file"]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_text(ENGLISH)
    documents, _, problems = read(tmp_path)
    assert [d.name for d in documents] == ["z"]
    assert [p.code for p in problems] == ["read.file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_an_unreadable_file_in_a_folder_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.txt").write_text(ENGLISH)
    (tmp_path / "a.txt").chmod(0)
    documents, _, problems = read(tmp_path)
    assert [d.name for d in documents] == ["b"]
    assert [p.code for p in problems] == ["read.file"]


def test_a_dangling_link_and_one_that_leads_out_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(ENGLISH)
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "in" / "nowhere.txt")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "z.txt").write_text(ENGLISH)
    documents, _, problems = read(tmp_path / "in")
    assert [d.name for d in documents] == ["z"]
    assert [p.code for p in problems] == ["read.file", "read.link"]


def test_a_folder_is_read_in_order_and_says_what_it_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/c.txt", "a.txt", "d.pdf", "README.md", ".hidden.txt"):
        (tmp_path / name).write_text(ENGLISH + name)
    documents, _, problems = read(tmp_path, tmp_path / "a.txt")
    assert [d.name for d in documents] == ["a", "c"]
    assert [p.message for p in problems] == [
        "passed over in this folder, being of other formats: 1 .pdf; save such files as text or as web pages"
    ]


def test_two_articles_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": "a", "text": ENGLISH + more}) + "\n" for more in ("", "More.", "", "Else.")))
    documents, _, problems = read(path)
    assert [d.name for d in documents] == ["a", "a~2", "a~3"]
    assert [(p.code, p.position) for p in problems] == [
        ("read.name", "line 2"),
        ("read.twice", "line 3"),
        ("read.name", "line 4"),
    ]


def test_a_folder_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    _, _, (problem,) = read(tmp_path)
    assert (problem.severity, problem.code, problem.source) == ("warning", "read.empty", str(tmp_path))
