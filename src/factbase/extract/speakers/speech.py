"""The words of reported speech in a language, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from factbase import knowledge
from factbase.extract.names.lexicon import known_language
from factbase.extract.text.patterns import alternatives
from factbase.normalise.folding import fold

WORDS = re.compile(r"(\w+)")


@dataclass(frozen=True)
class SpeechWords:
    verb: re.Pattern[str]
    hearer: frozenset[str]
    frames: tuple[tuple[frozenset[str], re.Pattern[str], re.Pattern[str] | None], ...]
    document_short: re.Pattern[str]
    at: frozenset[str]
    according: re.Pattern[str]
    genitive: re.Pattern[str]
    by: re.Pattern[str]
    document: re.Pattern[str]
    document_verb: re.Pattern[str]
    of: re.Pattern[str]
    back: re.Pattern[str]
    back_opening: re.Pattern[str]
    back_pronoun: re.Pattern[str]
    pronouns: dict[str, str]
    pronoun_before: re.Pattern[str]
    pronoun_after: re.Pattern[str]
    group: re.Pattern[str]
    body_before: re.Pattern[str]
    body_after: re.Pattern[str]
    bodies_before: re.Pattern[str]
    bodies_after: re.Pattern[str]
    role_words: frozenset[str]
    place_roles: dict[str, str]
    cues: frozenset[str]
    verb_cues: frozenset[str]
    according_cues: frozenset[str]
    spokes: frozenset[str]
    articles: frozenset[str]
    not_speech: re.Pattern[str]
    office: re.Pattern[str]
    office_after: re.Pattern[str]
    coordinated: re.Pattern[str]
    by_before: re.Pattern[str]
    between: re.Pattern[str]
    apposed: re.Pattern[str]
    lead: re.Pattern[str]
    governed: re.Pattern[str]
    joined: re.Pattern[str]
    inverts_freely: bool
    participle: str
    in_english: dict[str, str]
    own: re.Pattern[str]
    titled: re.Pattern[str]
    own_document: re.Pattern[str]
    parted: re.Pattern[str]
    opposed: re.Pattern[str]
    participial: tuple[str, ...]
    denied: re.Pattern[str]
    headline: re.Pattern[str]
    report: re.Pattern[str]
    works_for: re.Pattern[str]
    employer: re.Pattern[str]
    relative_behind: re.Pattern[str]
    plural_pronouns: frozenset[str]
    plural_verb: tuple[str, ...]
    auxiliaries: frozenset[str]
    office_of: re.Pattern[str]
    spoken_for: re.Pattern[str]
    aside_verb: re.Pattern[str]
    led: re.Pattern[str]
    led_by: re.Pattern[str]
    spokes_of: re.Pattern[str]
    office_opening: re.Pattern[str]
    known_alone: frozenset[str]
    passives: frozenset[str]
    specific: frozenset[str]
    of_members: frozenset[str]
    last_noun: re.Pattern[str]
    subordinated: re.Pattern[str]
    for_groups: frozenset[str]
    body_noun: re.Pattern[str]
    joining: re.Pattern[str]
    firms: frozenset[str]
    some_article: re.Pattern[str]
    office_between: re.Pattern[str]
    comma_title: re.Pattern[str]
    goes_on: re.Pattern[str]
    role_at: re.Pattern[str]
    count_of: re.Pattern[str]
    of_town: re.Pattern[str]
    body_opening: re.Pattern[str]
    described_opening: re.Pattern[str]
    addressed: re.Pattern[str]
    asking: frozenset[str]
    that: re.Pattern[str]
    adjectival: str
    determined: re.Pattern[str]
    impersonal: re.Pattern[str]
    adjunct: re.Pattern[str]
    unnamed_before: re.Pattern[str]
    unnamed_after: re.Pattern[str]
    speaks_for: frozenset[str]
    employed: re.Pattern[str]
    described: re.Pattern[str]
    owns: re.Pattern[str]
    town_bodies: frozenset[str]
    definite_before: re.Pattern[str]
    titled_behind: re.Pattern[str]
    fields: re.Pattern[str]
    pronoun_opening: re.Pattern[str]
    pronoun_within: re.Pattern[str]
    asked_of: frozenset[str]
    asked_behind: re.Pattern[str]
    one_of_theirs: re.Pattern[str]
    closing_particles: frozenset[str]
    clause_end: re.Pattern[str]
    infinitive: re.Pattern[str]


def _apart(pairs: dict[str, list[str]]) -> str:
    """Verbs that mean another thing with a word behind that closes their clause: "stelt ... beschikbaar"."""
    return "".join(
        rf"|(?:{alternatives([verb])})(?= [^.;:!?\n]{{0,90}}?(?:{alternatives(last)})(?!\w))" for verb, last in pairs.items()
    )


def _firsts(phrases: Iterable[object]) -> frozenset[str]:
    """The words that phrases begin with."""
    return frozenset(WORDS.findall(fold(str(phrase)))[0] for phrase in phrases)


def speech_words(lang: str) -> SpeechWords:
    return _read_words(known_language(lang, "speech"), knowledge.user_folders())


@lru_cache(maxsize=16)
def _read_words(lang: str, _folders: tuple[Path, ...]) -> SpeechWords:
    words, around = knowledge.read(f"lang/{lang}/speech.yaml"), knowledge.read(f"lang/{lang}/names.yaml")
    articles = alternatives(around["articles"])
    nouns = alternatives([*words["bodies"], *words["roles"]])
    adverb = rf"{alternatives(words['adverbs'])}|\w+(?:{alternatives(words['adverb_endings'])})"
    pronouns, relative = alternatives(words["pronouns"]), alternatives(words["relative"])
    titles = alternatives([*around["titles"], *around["leaders"], *words["roles"]])
    compound = r"\w*?" if words["compounds"] else ""
    works_for = alternatives(words["works_for"])
    knowing = rf"(?:{alternatives(words['people'])}) (?:{alternatives(words['know'])}) (?:{articles}) [\w-]+"
    unnamed = rf"(?:{alternatives(words['indefinite'])}) (?:[\w-]+ ){{0,2}}?({alternatives(words['unnamed'])})(?![\w-])"
    back_pronouns = alternatives(words["back_pronouns"])
    kind = rf"[\w-]*(?:{nouns}|{alternatives(around['body_nouns'])}) "
    behind_group = alternatives([*words["verbs"], *words["governs"], *words["of"], *words["relative"], *words["adverbs"]])
    governs, of, located = alternatives(words["governs"]), alternatives(words["of"]), alternatives(words["located"])
    return SpeechWords(
        verb=re.compile(rf"(?<![\w-])({alternatives(words['verbs'])})(?![\w-])"),
        hearer=frozenset(map(fold, words["hearer"])),
        frames=tuple(
            (
                _firsts(first),
                re.compile(
                    rf"(?<!\w)(?:{alternatives(first)})(?! (?:{alternatives(last)})(?![\w-]))"
                    rf"( [^.;:!?\n]{{2,110}}? )(?:{alternatives(last)})(?![\w-])"
                ),
                re.compile(rf"(?<!\w)(?:{alternatives(before[0])})(?= )") if before else None,
            )
            for first, last, *before in words.get("frames", ())
        ),
        document_short=re.compile(
            rf"(?<!\w)(?:{alternatives(words['definite'])}) (?:\w+-)?(?:{alternatives(words['documents'])})(?: [\w]+)? "
            rf"(?:{alternatives(words['document_verbs'])})(?!\w)"
        ),
        at=frozenset(map(fold, words["at"])),
        according=re.compile(rf"(?<!\w)({alternatives(words['according'])})(?!\w)"),
        genitive=re.compile(
            rf"'s? (?:own |latest |new |first |total |official )?(?:{alternatives(words['words'])})"
            rf"(?=[\W_]*$|[,.;:)\"”]| (?:{alternatives([*words['document_verbs'], *words['after']])}|{governs}|{of})(?!\w))"
        ),
        by=re.compile(rf"(?!,? (?:{alternatives(words['that'])}) )[^.;:]{{0,30}}?(?<!\w)(?:{alternatives(words['by'])}) "),
        document=re.compile(rf"(?<!\w)(?:\w+-)?({alternatives(words['documents'])})(?!\w)"),
        document_verb=re.compile(rf"(?<!\w)(?:{alternatives(words['document_verbs'])})(?!\w)"),
        of=re.compile(rf"[^.;:,]{{0,40}}?(?<!\w)(?:{alternatives(words['of'])}) "),
        back=re.compile(
            rf"(?<!\w)(?:{alternatives(words['back'])})(?!\w)"
            rf"|(?<!\w)(?:{alternatives(words['back_has'])}) (?:{back_pronouns}) (?:[\w-]+ ){{0,6}}?"
            rf"(?:{alternatives(words['back_participles'])})(?!\w)"
        ),
        back_opening=re.compile(rf"\W*(?:{alternatives(words['back_opening'])})(?!\w)"),
        back_pronoun=re.compile(
            rf"(?<!\w)(?:{alternatives(words['back_verbs'])}) (?:[\w-]+ ){{0,2}}?(?:{back_pronouns})"
            rf"(?= ?[.,;:!?\"”'’)]|$|\n| (?:{alternatives(words['back_tails'])})(?!\w))"
        ),
        pronouns={fold(word): sort for word, sort in words["pronouns"].items()},
        pronoun_before=re.compile(rf"(?<!\w)({pronouns})(?: (?:{adverb})){{0,3}} $"),
        pronoun_after=re.compile(rf" ({pronouns})(?!\w)"),
        group=re.compile(
            rf"(?<!\w)(?!{alternatives(words['no_groups'])})"
            rf"(?!(?:{alternatives(words['group_adjectives'])}) (?!(?:{behind_group})(?!\w))\w)"
            rf"({knowing}|{alternatives(words['groups'])}|\w{{3,}}(?:{alternatives(words['group_endings'])}))(?!\w|['’])"
        ),
        body_before=re.compile(
            rf"(?<!\w)(?:{articles}) (?:[\w'’-]+ ){{0,2}}?({compound}(?:{nouns}))(?:,[^,]{{1,50}},)?(?: [\w-]+){{0,3}} ?$"
        ),
        bodies_before=re.compile(
            rf"(?:{articles}) (?:[\w-]+ )?(?:{alternatives(words['bodies_in_plural'])})(?:,? (?:{adverb}))* ?$"
        ),
        bodies_after=re.compile(rf" (?:{articles}) (?:[\w-]+ )?(?:{alternatives(words['bodies_in_plural'])})(?![\w-])"),
        body_after=re.compile(
            rf" (?:{articles}) (?:(?:{located}) [\w'’-]{{3,20}} (?:{alternatives(words['seated'])}) )?(?:[\w-]+ )?"
            rf"({compound}(?:{nouns}))(?![\w-])"
        ),
        last_noun=re.compile(rf"\w*?({nouns})"),
        articles=frozenset(map(fold, around["articles"])),
        spokes=frozenset(map(fold, words["spokes"])),
        verb_cues=_firsts(words["verbs"]),
        according_cues=_firsts(words["according"]),
        cues=frozenset().union(
            *(_firsts(words[key]) for key in ("verbs", "according", "words", "documents")),
            *(_firsts(f[0]) for f in words.get("frames", ())),
        ),
        place_roles={fold(noun): role for noun, role in words["place_roles"].items()},
        role_words=frozenset(map(fold, [*words["roles"]])),
        not_speech=re.compile(
            rf"(?<!\w)(?:{alternatives(words['not_speech'])}{_apart(words['not_speech_apart'])}"
            rf"|(?:{alternatives(words['not_speech_sum'])})(?= (?:[\w-]+ )?\W?\d))(?!\w)"
        ),
        office=re.compile(
            rf"(?:(?<!\w)(?:{articles}|{alternatives(words['definite'])}|[\w-]+'s?) "
            rf"|(?:^|, )(?:(?:{articles}) |(?=(?:[\w-]+ )?[\w-]*(?:{alternatives(words['offices'])})(?!\w))))"
            rf"((?:(?!(?:{of}|{governs}) )[\w-]+ ){{0,3}}?[\w-]*(?:{alternatives(words['offices'])}))"
            rf"(?: (?:{governs}|{of}) [\w' -]{{2,40}}?)?(?:,? (?:{adverb}))* ?$"
        ),
        office_after=re.compile(rf" (?:{articles}) ((?:[\w-]+ )?[\w-]*(?:{alternatives(words['offices'])}))(?![\w-])"),
        coordinated=re.compile(rf"(?<!\w)(?:{alternatives(around['joiners'])})(?: (?:{adverb}))* $"),
        by_before=re.compile(rf"(?:^|\W)(?:{alternatives(words['by'])}) (?:(?:{articles}) )?(?:(?:{titles}) )?$"),
        between=re.compile(
            rf"\)?(?: \([^()]*\))?(?: (?:{located}) [\w'-]{{3,20}})?"
            rf"(?:,? (?:{relative})|,[^,]{{1,70}},)?(?: (?:{adverb})){{0,4}} ?"
        ),
        apposed=re.compile(
            rf"(?: \([^()]*\))?(?: (?:{located}) [\w' -]{{2,30}}?)?, [^.;:]{{2,90}}, ?"
            rf"(?:(?:{relative}) )?(?:(?:{alternatives(words['adverbs'])}) )?"
        ),
        governed=re.compile(rf"(?:^|\W)(?:{alternatives(words['governs'])}) (?:(?:{articles}) )?$"),
        joined=re.compile(rf"(?: \([^()]*\))?(?:,|,? (?:{alternatives(around['joiners'])})) (?:(?:{articles}) )?"),
        inverts_freely=bool(words["inverts_freely"]),
        headline=re.compile(
            rf"^{compound}(?:{nouns}|{alternatives(words['offices'])}): "
            rf"|[,:'\"”’–-]+ (?:{alternatives(words['headline_verbs'])}) (?:{nouns})(?= *$|\n)"
            rf"|(?:,|:| [–-]) (?:{nouns})(?= *$|\n)",
            re.MULTILINE,
        ),
        report=re.compile(rf"(?<!\w)(?:\w+-)?(?:{alternatives(words['reports'])})(?!\w)"),
        titled=re.compile(rf"(?:[-\w]*|'s?)(?: [\w-]+){{0,4}}[ -](?:\w+-)?(?:{titles}),? |-\w*(?:{titles}) "),
        own_document=re.compile(rf" (?:[\w-]+ )?(?:{alternatives(words['documents'])})(?!\w) ?"),
        parted=re.compile(rf";|, (?:{alternatives(words['parts'])})(?!\w)"),
        opposed=re.compile(rf"(?<!\w)(?:{alternatives(words['opposed'])})(?!\w)"),
        participial=tuple(words["participial"]),
        denied=re.compile(rf"(?<!\w)(?:{alternatives(words['denied'])}) (?:\S+ )?$"),
        own=re.compile(rf"(?<!\w)(?:{alternatives(words['own'])})(?!\w)"),
        works_for=re.compile(rf",? (?:{works_for}) (?:(?:{articles}) )?(?:[\w-]+ )?"),
        employer=re.compile(rf"^ (?:{works_for}) (?:(?:{articles}) )?(?:[\w-]+ ){{0,2}}[\w-]+(?= )"),
        relative_behind=re.compile(rf",? (?:{relative}) "),
        plural_pronouns=frozenset(words["plural_pronouns"]),
        plural_verb=tuple(words["plural_verb"]),
        auxiliaries=frozenset(map(fold, words["auxiliaries"])),
        office_of=re.compile(rf"-(?:\w+-)?(\w*?(?:{nouns}))(?= |[,.]|$)"),
        spoken_for=re.compile(rf" (?:{works_for}) (?:{articles}) (?:[\w-]+ )??([\w-]{{4,}})(?=[,.]|$| (?:{governs}|{of})(?!\w))"),
        aside_verb=re.compile(r", (?:[\w'’&-]+ ){1,6}(?:\([\w&-]+\) )?$"),
        led=re.compile(rf"(?<!\w)(?:{alternatives(words['led_by'])}) $"),
        led_by=re.compile(rf" (?:{alternatives(words['led_by'])}) [\w' -]{{3,40}}?"),
        spokes_of=re.compile(rf"'s? (?:{alternatives(words['spokes'])})(?!\w)"),
        office_opening=re.compile(
            rf"(?:{articles}) ((?:[\w-]+ )?[\w-]*(?:{alternatives([*words['offices'], *words['bodies']])}))(?![\w-])"
        ),
        for_groups=frozenset(words["for_groups"]),
        subordinated=re.compile(rf"(?<!\w)(?:{alternatives(words['subordinators'])}) (?:(?:{articles}) )?$"),
        specific=frozenset(map(fold, words["specific"])),
        of_members=frozenset(map(fold, words["of_members"])),
        passives=frozenset(map(fold, words["passives"])),
        known_alone=frozenset(map(fold, words["known_alone"])),
        body_noun=re.compile(rf"\w*?({alternatives([*words['bodies'], *words['offices']])})"),
        joining=re.compile(rf"(?<!\w)(?:{alternatives(around['joiners'])})(?!\w)"),
        firms=frozenset(map(fold, words["firms"])),
        some_article=re.compile(rf" (?:{articles}) "),
        office_between=re.compile(
            rf" (?:{alternatives([*words['roles'], *words['spokes']])}) (?:{works_for}|{governs}) (?:(?:{articles}) )?"
        ),
        comma_title=re.compile(rf", ?(?:(?:{articles}) )?(?:(?:{titles})\.? )?$"),
        that=re.compile(rf",? (?:{alternatives(words['that'])})(?!\w)"),
        goes_on=re.compile(rf"\W*(?:{alternatives(words['goes_on'])})(?!\w)"),
        role_at=re.compile(
            rf"(?:^|\W)(?:{articles}) (?:[\w-]+ )?(?:{alternatives(words['roles'])}) (?:{works_for}) (?:(?:{articles}) )?$"
        ),
        count_of=re.compile(
            rf"(?<!\w)(?:{alternatives(words['by'])}) (?:{articles}) ({nouns})['’]s? (?:\w+ )?"
            rf"(?:{alternatives(words['words'])})(?!\w)"
        ),
        addressed=re.compile(
            rf"{compound}(?:{alternatives(words['documents'])})(?: [\w-]+){{0,2}},? (?:{relative}) (?:(?:{articles}) )?$"
        ),
        asking=frozenset(map(fold, words["asking"])),
        of_town=re.compile(rf" (?:{of})(?= )"),
        body_opening=re.compile(rf"(?:{articles}) ({compound}(?:{nouns}))(?![\w-])"),
        described_opening=re.compile(rf"(?:{articles}) (?:[\w'’-]+ ){{1,5}}?({compound}(?:{nouns}))(?![\w-])"),
        adjectival=str(words["adjectival"]),
        determined=re.compile(rf"(?<!\w)(?:{articles}|{alternatives(words['definite'])}) $"),
        impersonal=re.compile(rf"(?<!\w)(?:{alternatives(words['impersonal'])}) (?:(?:{adverb}) ){{0,2}}$"),
        adjunct=re.compile(rf" (?:{alternatives(words['adjuncts'])}|{governs})(?!\w)"),
        unnamed_before=re.compile(
            rf"(?<![\w-]){unnamed}(?: (?:{governs}|{of}|{works_for}|{alternatives(words['know'])}) [\w' -]{{2,70}}?)?"
            rf"(?:,? (?:{adverb}))* ?$"
        ),
        unnamed_after=re.compile(rf" {unnamed}"),
        speaks_for=frozenset(map(fold, words["speak_for"])),
        employed=re.compile(rf",? (?:{works_for}) (?:(?:{articles}) )?(?:{kind})?"),
        described=re.compile(rf" (?:(?:{articles}) )?(?:[\w'-]+ ){{0,3}}?{kind}"),
        fields=re.compile(rf",? (?:{works_for}) (?:[\w-]+,? ){{1,3}}(?:{alternatives(around['joiners'])}) "),
        titled_behind=re.compile(rf" (?:(?:{articles}) )?(?:[\w'-]+ ){{0,4}}?[\w-]*(?:{titles})(?: [\w'-]+){{0,4}}, "),
        definite_before=re.compile(rf"(?<!\w)(?:{alternatives(words['definite'])}) $"),
        town_bodies=frozenset(map(fold, words["town_bodies"])),
        owns=re.compile(rf"(?<!\w)(?:{of}) (?:(?:{articles}) )?$"),
        one_of_theirs=re.compile(
            rf" (?:{alternatives(words['one'])}) (?:{alternatives(words['definite'])}) (?:[\w-]+ ){{0,2}}?[\w-]+, "
        ),
        closing_particles=frozenset(map(fold, words["closing_particles"])),
        clause_end=re.compile(rf" *(?:[,.;:!?\n\"”’)]|$)| (?:{alternatives(words['that'])})(?!\w)"),
        infinitive=re.compile(rf"(?<!\w)(?:{alternatives(words['infinitive'])}) $"),
        asked_of=frozenset(map(fold, words["asked_of"])),
        asked_behind=re.compile(rf"(?: [\w.'’-]+){{1,5}}? (?:{alternatives(words['asked_behind'])})(?!\w)"),
        pronoun_within=re.compile(rf"(?<!\w)({alternatives(words['subject_pronouns'])})(?!\w)"),
        pronoun_opening=re.compile(rf"[\W_]*({pronouns})(?!\w)"),
        in_english={fold(word): text for word, text in words["in_english"].items()},
        participle=str(words.get("participle") or ""),
        lead=re.compile(
            rf" (?:(?:{alternatives(words['one_of'])}), )?(?:(?:{articles}) )?"
            rf"(?:(?!(?:{relative}) )[\w'-]+ ){{0,2}}?(?:(?:{titles}) )?"
        ),
    )
