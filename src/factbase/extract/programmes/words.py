"""The words by which a language names programmes and ties money to them, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.extract.names.lexicon import known_language
from factbase.extract.text.anchored import Anchored
from factbase.extract.text.patterns import alternatives
from factbase.normalise.folding import fold


@dataclass(frozen=True)
class Words:
    lang: str
    heads: dict[str, str]
    labels: dict[str, tuple[str, str]]
    numbered: Anchored
    english: dict[str, str]
    endings: dict[str, str]
    compound: re.Pattern[str]
    hyphened: re.Pattern[str]
    noun_behind: re.Pattern[str]
    noun_before: re.Pattern[str]
    scheme_before: re.Pattern[str]
    apposed: Anchored
    noun_ahead: Anchored
    bracketed: re.Pattern[str]
    onward: frozenset[str]
    articles: frozenset[str]
    prefixes: dict[str, str]
    nouns: dict[str, tuple[str, ...]]
    suffixes: dict[str, str]
    bodies: tuple[str, ...]
    plain: frozenset[str]
    plain_heads: re.Pattern[str]
    prefix: Anchored
    named: Anchored
    named_after: re.Pattern[str]
    noun: re.Pattern[str]
    short: Anchored
    definite: re.Pattern[str]
    definite_ahead: re.Pattern[str]
    definite_sum: re.Pattern[str]
    pronoun: re.Pattern[str]
    after_quote: re.Pattern[str]
    part: Anchored
    noun_after_word: re.Pattern[str]
    passing: re.Pattern[str]
    broken: re.Pattern[str]
    plus: re.Pattern[str]
    enlarged: frozenset[str]
    listed: re.Pattern[str]
    several: Anchored
    scheme_of: re.Pattern[str]
    source: re.Pattern[str]
    called: frozenset[str]
    meant_for: re.Pattern[str]
    formerly: re.Pattern[str]
    beside: re.Pattern[str]
    partly: re.Pattern[str]
    run: re.Pattern[str]
    into: re.Pattern[str]
    governing: re.Pattern[str]
    apposing: re.Pattern[str]
    money: re.Pattern[str]
    breaks: re.Pattern[str]
    joined: re.Pattern[str]
    acting: re.Pattern[str]
    holding: re.Pattern[str]
    relative: re.Pattern[str]
    back: re.Pattern[str]
    back_within: re.Pattern[str]
    gifts: re.Pattern[str]
    gives: re.Pattern[str]
    no_money: re.Pattern[str]
    elsewhere: re.Pattern[str]
    beyond: re.Pattern[str]
    background: re.Pattern[str]
    aside: re.Pattern[str]
    lost: re.Pattern[str]
    partners: re.Pattern[str]
    work_before: re.Pattern[str]
    work_behind: re.Pattern[str]
    work_heads: frozenset[str]
    work_endings: tuple[str, ...]
    building: Anchored
    also_called: re.Pattern[str]
    receivers: re.Pattern[str]
    some_ahead: re.Pattern[str]
    another: re.Pattern[str]
    whole: re.Pattern[str]
    sentence_words: frozenset[str]
    no_names: frozenset[str]
    body_heads: frozenset[str]
    body_before: re.Pattern[str]
    english_heads: frozenset[str]
    fund: re.Pattern[str]


def words_of(lang: str) -> Words:
    return _read_words(known_language(lang, "programmes"), knowledge.user_folders())


@lru_cache(maxsize=16)
def _read_words(lang: str, _folders: tuple[Path, ...]) -> Words:
    words = knowledge.read(f"lang/{lang}/programmes.yaml")
    english_kinds = knowledge.read("lang/en/programmes.yaml")["kinds"].values()  # known programmes are called by English names
    heads = {fold(head): kind for kind, row in words["kinds"].items() for head in row["heads"]}
    nouns: dict[str, list[str]] = {}
    for kind, row in words["kinds"].items():
        for noun in row["nouns"]:
            nouns.setdefault(fold(noun), []).append(kind)
    some_noun = alternatives(nouns)
    around = knowledge.read(f"lang/{lang}/names.yaml")
    articles = alternatives(around["articles"])
    articled, pronoun_verbs = alternatives(words["pronouns_like_articles"]), alternatives(words["pronoun_verbs"])
    linking = alternatives([*around["linking"], *around["connectors"]])
    within = "|".join(map(re.escape, [*around["connectors"], *around["joiners"]]))
    labels = {fold(head): (kind, label) for kind, row in words["numbered"].items() for head, label in row.items()}
    counting = knowledge.read(f"lang/{lang}/numbers.yaml")
    scales = [*counting["scales"], *counting["abbreviations"]]
    english = {fold(word): text for word, text in words.get("in_english", {}).items()}
    endings = {fold(word): text for word, text in words.get("heads_in_english", {}).items()}
    return Words(
        lang=lang,
        heads=heads,
        articles=frozenset(  # of every language: an English text names "het Kustfonds", too
            fold(article) for other in knowledge.languages() for article in knowledge.read(f"lang/{other}/names.yaml")["articles"]
        ),
        labels=labels,
        numbered=Anchored(
            re.compile(rf"(?<![\w-])({alternatives(labels)}) (\d{{1,4}})(?![\w%]|[.,]\d|-\w| (?:{alternatives(scales)})(?!\w))"),
            labels,
        ),
        english=english,
        endings=endings,
        compound=re.compile(rf"({alternatives(english)})s?({alternatives(endings)})"),
        hyphened=re.compile(
            rf"(?<![\w-])([^\W\d_][\w+]*)-(?:\w+)?({alternatives([*words.get('suffixes', ()), *endings])})(?!\w)"
        ),
        noun_behind=re.compile(
            rf", (?:{articles}) (?:[\w€$£.,-]+ ){{0,4}}?({some_noun})(?:e?s|en)?(?![\w-])"
            rf"|, (?:{alternatives(words['as'])}) (?:{articles}) ({some_noun}) (?:{alternatives(words['is_called'])})(?!\w)"
        ),
        noun_before=re.compile(rf"(?<![\w-])\w*?({some_noun}|{alternatives(words.get('suffixes', {}))}) $"),
        scheme_before=re.compile(rf"(?<![\w-])\w*?(?:{alternatives(words['kinds']['programme']['nouns'])}) $"),
        noun_ahead=Anchored(
            re.compile(rf"(?<![\w-])(?:{articles}|{alternatives(words['definite'])}) (?:[\w-]+ ){{0,2}}?({some_noun}) (?=\w)"),
            [*around["articles"], *words["definite"]],
        ),
        apposed=Anchored(
            re.compile(rf"(?<!\w)({some_noun})(?: (?:{alternatives(words['particles'])}))?, (?:(?:{articles}) )?[\"'“‘„]?(?=\w)"),
            nouns,
        ),
        bracketed=re.compile(
            rf"(?<!\w)(?:[\w'-]+ ){{0,7}}?(?:\w*?)({some_noun}|{alternatives(words.get('suffixes', {}))})(?: [\w'-]+){{0,5}} $"
        ),
        onward=frozenset(around["linking"]),
        prefixes={fold(prefix): kind for prefix, kind in words["prefixes"].items()},
        nouns={noun: tuple(kinds) for noun, kinds in nouns.items()},
        suffixes={fold(suffix): kind for suffix, kind in words.get("suffixes", {}).items()},
        bodies=tuple(map(fold, words["bodies"])),
        plain=frozenset(map(fold, words["plain"])),
        definite_sum=re.compile(
            rf"(?:^|\W)(?:{alternatives(words['definite'])}) \S*\d\S*(?:[ -](?:{alternatives(scales)}))?(?:[ -]\w+)? $"
        ),
        plain_heads=re.compile(
            rf"(?: \([^()]{{2,12}}\))?(?: (?:{alternatives(words['funding'])}))?[ -]"
            rf"({alternatives(words['plain_heads'])})(?!\w)"
        ),
        prefix=Anchored(re.compile(rf"(?<!\w)({alternatives(words['prefixes'])}) (?=[\"'“‘„«]?\w)"), words["prefixes"]),
        named=Anchored(
            re.compile(rf"(?<!\w)(?:{alternatives(words['named'])}),? (?:(?:{articles}) )?(?=[\"'“‘„«]?\w)"), words["named"]
        ),
        named_after=re.compile(rf",? (?:{alternatives(words['named_after'])})(?!\w)"),
        noun=re.compile(
            rf"(?<!\w)(?:((?:{alternatives(words['definite'])})) (?:[\w'-]+ ){{0,2}})?(?:\w{{3,}}?)??({some_noun})(?!\w)"
        ),
        short=Anchored(
            re.compile(
                rf"(?<!\w)(?:{alternatives(words['definite'])}) (?:\S*\d\S* (?:[\w-]+ ){{0,2}}?)?"
                rf"(?:[\w-]+ )?({some_noun})(?![\w-])"
            ),
            words["definite"],
        ),
        definite=re.compile(rf"(?:^|\W)(?:{alternatives(words['definite'])}) $"),
        definite_ahead=re.compile(rf"(?:^|\W)(?:{alternatives(words['definite'])}) (?:[\w-]+ ){{0,2}}$"),
        pronoun=re.compile(
            rf"[\W_]*(?:(?:\w+ ){{0,2}}?(?:{alternatives(words['pronouns'])}|(?:{articled}) (?:{pronoun_verbs}))"
            rf"|(?:{alternatives(words['definite'])}) (?:\w+ )?(?:{alternatives(words['contributions'])}))(?!\w)"
        ),
        noun_after_word=re.compile(rf"(?<!\w)(\w{{4,}}(?:[ -]\w{{4,}})?) ({some_noun})(?![\w-])"),
        part=Anchored(re.compile(rf"(?<!\w)(?:{alternatives(words['taking_part'])})(?!\w)"), words["taking_part"]),
        run=re.compile(
            rf"[^\W\d_][\w'’.&+-]*\w\+?(?: (?:(?:{within}) ){{0,2}}[^\W\d_a-z][\w'’.&+-]*\w\+?)*",
        ),
        passing=re.compile(
            rf"(?:(?<!\w)(?:{alternatives([*words['examples'], *words['comparisons']])})|(?<=[\w,] )"
            rf"(?:{alternatives(words['examples_within'])})) (?:[\w'-]+ )?[\"'“‘„]?$"
        ),
        broken=re.compile(
            rf"(?<!\w)(?:{alternatives(words['broken'])}|{alternatives(words['numbered_parts'])} [\d.:]+[a-z]?,?[^.;\n]{{0,50}}?"
            rf"(?:{alternatives(words['of_law'])})) (?:[\w-]+ ){{0,3}}?$"
        ),
        enlarged=frozenset(words["enlarged"]),
        plus=re.compile(rf"(?<![\w-])([A-Z][A-Za-z]{{1,6}})-(?:{'|'.join(words['enlarged'])})(?![\w-])"),
        listed=re.compile(
            rf"\d[\d.,]*(?: [\w€$£]+){{0,3}} (?:{alternatives(words['into'])}) (?:(?:{articles}) )?(?=[\"'“‘„]?[^\W\d_])"
        ),
        several=Anchored(
            re.compile(rf"(?<!\w)(?:{alternatives(words['several'])}) (?:[\w-]+ )?\w*?({some_noun})(?:e?s|en)(?!\w)"),
            words["several"],
        ),
        scheme_of=re.compile(
            rf"(?<!\w)(?:{alternatives(words['granted'])}) (?:{alternatives(words['under'])}) (?:(?:{articles}) )?$"
        ),
        formerly=re.compile(rf"[\W_]*(?:[\w-]+ )??(?:{alternatives(words['formerly'])})(?!\w)"),
        beside=re.compile(rf"(?<!\w)(?:{alternatives(words['on_top'])}) (?:(?:{articles}) )?(?:[^\w\s]|$)?$"),
        called=frozenset(map(fold, words["called"])),
        meant_for=re.compile(rf"(?<!\w)(?:{alternatives(words['into'])}) (?:{alternatives(words['definite'])}) $"),
        partly=re.compile(rf"(?<!\w)(?:{alternatives(words['partly'])})(?!\w)"),
        source=re.compile(
            rf"(?:(?:{alternatives(words['definite'])}) (?:[\w-]+ )?(?:{alternatives(words['given_money'])})(?!\w)"
            rf"[^.;:!?]{{0,70}}?"
            rf"|^[\W_]*(?:{alternatives(words['points_back'])})(?!\w)[^.;:!?]{{0,40}}?) "
            rf"(?:{alternatives(words['into'])}) (?:(?:{articles}|{alternatives(words['definite'])}|[\w-]+['’]s) )?"
            rf"(?:(?:{alternatives(words['called'])}) )?[\"'“‘„]?$"
        ),
        governing=re.compile(
            rf"(?<!\w)(?:{alternatives([*words['into'], *words['comparisons'], *words['events']])}) (?:[\w'-]+ ){{0,2}}$"
        ),
        apposing=re.compile(rf", (?:{articles}) (?:[\w'-]+ ){{0,3}}"),
        into=re.compile(rf"(?<!\w)(?:{alternatives(words['into'])}) (?:[\w'-]+ ){{0,2}}$"),
        money=re.compile(rf"(?<!\w)(?:{alternatives(words['money'])})(?!\w)"),
        gives=re.compile(rf"(?<!\w)(?:{alternatives(words['gives'])})(?!\w)"),
        no_money=re.compile(rf"(?<!\w)(?:{alternatives(words['no_money'])})(?!\w)"),
        elsewhere=re.compile(rf"(?<!\w)(?:{alternatives(words['elsewhere'])})(?!\w)"),
        beyond=re.compile(rf"(?<!\w)(?:{alternatives(words['beyond'])})(?!\w)"),
        background=re.compile(rf"(?<!\w)(?:{alternatives(words['background'])})(?!\w)"),
        aside=re.compile(rf"[\W_]*(?:{alternatives(words['aside'])})(?!\w)"),
        partners=re.compile(rf"(?<!\w)(?:{alternatives(words['partners'])})$"),
        lost=re.compile(rf"(?<!\w)(?:{alternatives(words['lost'])})(?!\w)"),
        work_before=re.compile(rf"(?<![\w-])(?:{alternatives(words['works'])}) $"),
        work_behind=re.compile(rf", (?:{articles}) (?:[\w'-]+ ){{0,3}}?(?:{alternatives(words['works'])})(?!\w)"),
        work_heads=frozenset(map(fold, words["work_heads"])),
        work_endings=tuple(map(fold, words["work_endings"])),
        building=Anchored(re.compile(rf"(?<!\w)(?:{alternatives(words['building'])})(?!\w)"), words["building"]),
        also_called=re.compile(rf",? (?:(?:{alternatives(words['or_called'])}) )?(?:(?:{articles}) )?"),
        receivers=re.compile(rf" (?:{alternatives(words['receiving'])})(?: [^\W\d_]+){{0,3}} "),
        whole=re.compile(rf"(?<!\w)(?:{alternatives(words['whole'])})(?!\w)"),
        another=re.compile(rf"(?<!\w)(?:{alternatives(words['some'])}) (?:[\w-]+ ){{0,2}}?(?:[\w-]+-)?\w*?({some_noun})(?!\w)"),
        some_ahead=re.compile(rf"(?<!\w)(?:{alternatives(words['some'])}) (?:[\w-]+ ){{0,2}}$"),
        sentence_words=frozenset(map(fold, words["sentence_words"])),
        no_names=frozenset(around["no_names"]),
        body_heads=frozenset(map(fold, words["body_heads"])),
        body_before=re.compile(
            rf"(?<!\w)(?:{alternatives(words['body_heads'])}) (?:{linking}) (?:[\w-]+,? ){{1,6}}"
            rf"(?:(?:{alternatives(around['joiners'])}) |\()$"
        ),
        english_heads=frozenset(fold(word) for row in english_kinds for word in (*row["heads"], *row["nouns"])),
        fund=_plain("fund", words),
        gifts=re.compile(rf"(?<!\w)(?:{alternatives(words['gifts'])})(?!\w)"),
        back_within=re.compile(rf"(?<!\w)(?:{alternatives(words['points_back_within'])})(?!\w)"),
        back=re.compile(rf"(?<!\w)(?:{alternatives(words['back'])})(?!\w)"),
        breaks=re.compile(
            rf"[;:—]|(?<=\w) - |, (?:{alternatives(words['conjunctions'])})(?!\w)"
            rf"|(?<=\w) (?:{alternatives(words['subordinate'])}) "
        ),
        joined=re.compile(rf"(?<!\w)(?:{alternatives(around['joiners'])}) (?:(?:{articles}) )?$"),
        acting=re.compile(rf"(?: \([^()]{{2,12}}\))? (?:{alternatives(words['acting'])})(?!\w)"),
        holding=re.compile(rf",? (?:{alternatives(words['holding'])}) (?:[\w-]+ ){{0,2}}$"),
        relative=re.compile(rf"(?<!\w)(?:{alternatives(words['relative'])})(?!\w)"),
        after_quote=re.compile(rf",? ?(?:(?:an?|the|een|de|het|[\w-]+'s) )?(?:[\w-]+ ){{0,2}}({some_noun})(?!\w)"),
    )


def _plain(kind: str, words: dict[str, Any]) -> re.Pattern[str]:
    """A plain word for a programme of a kind, or a compound that ends in one: "fund", "kustfonds"; but not "refund"."""
    endings = alternatives(suffix for suffix, what in words.get("suffixes", {}).items() if what == kind)
    return re.compile(rf"(?<![\w-])(?:(?:{alternatives(words['kinds'][kind]['nouns'])})|\w{{3,}}(?:{endings}))(?!\w)")
