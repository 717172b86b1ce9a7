"""The words of reported speech in a language, compiled once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.extract.names.lexicon import known_language
from factbase.extract.text.anchored import Anchored
from factbase.extract.text.patterns import alternatives
from factbase.normalise.folding import fold

WORDS = re.compile(r"(\w+)")
_WORD = r"[\w'’-]+(?:[.,]\d+)*"  # a word or a number, without the comma that closes a clause


class _Parts:
    """What the patterns of one language are made of: `parts["verbs"]` is any of the words under that key of speech.yaml."""

    def __init__(self, lang: str) -> None:
        words = _written(knowledge.read(f"lang/{lang}/speech.yaml"))
        around: dict[str, Any] = knowledge.read(f"lang/{lang}/names.yaml")
        self.words, self.around = words, around
        self.articles, self.joiners = alternatives(around["articles"]), alternatives(around["joiners"])
        self.nouns = self.any("bodies", "roles")
        self.adverb = rf"{self['adverbs']}|\w+(?:{self['adverb_endings']})"
        self.pronouns, self.relative = self["pronouns"], self["relative"]
        self.works_for, self.governs, self.of, self.located = (self[key] for key in ("works_for", "governs", "of", "located"))
        self.titles = alternatives([*around["titles"], *around["leaders"], *words["roles"]])
        self.compound = r"\w*?" if words["compounds"] else ""
        self.kind = rf"[\w-]*(?:{self.nouns}|{alternatives(around['body_nouns'])}) "

    def __getitem__(self, key: str) -> str:
        return alternatives(self.words[key])

    def any(self, *keys: str) -> str:
        """A pattern of any of the words under several keys."""
        return alternatives(word for key in keys for word in self.words[key])

    def set(self, key: str) -> frozenset[str]:
        """The words under a key, folded."""
        return frozenset(map(fold, self.words[key]))


class SpeechWords:
    """The words of `lang/<code>/speech.yaml`, as patterns and sets; the comments of that file say what they are."""

    def __init__(self, lang: str) -> None:
        parts = _Parts(lang)
        for compiled in (
            self._verbs,
            self._frames,
            self._documents,
            self._around,
            self._pronouns,
            self._groups,
            self._bodies,
            self._offices,
            self._between,
            self._beside,
        ):
            compiled(parts)

    def _verbs(self, p: _Parts) -> None:
        """Verbs of saying, and what tells that one says nothing of who says."""
        plain = [*p.words["verbs"], *_adjacent(p.words)]
        verbs = [*plain, *p.words["manner"]]
        self.verb = re.compile(rf"(?<![\w-])({alternatives(verbs)})(?![\w-])")
        self.verb_cues = _firsts(verbs)
        self.hearer = p.set("hearer")
        self.at = p.set("at")
        self.manner = p.set("manner") - frozenset(map(fold, plain))
        self.has = p.set("has")
        self.counting = p.set("counting")
        self.counted = re.compile(rf"(?: {_WORD}){{1,8}}? {p.compound}(?:{p['counted']})(?![\w-])")
        self.counted_before = re.compile(rf"\d[\d.,]* (?:[\w-]+ ){{0,2}}{p.compound}(?:{p['counted']}) $")
        self.not_counted = re.compile(rf"(?: {_WORD}){{1,8}}? {p.compound}(?:{p['not_counted']})(?![\w-])")
        self.that = re.compile(rf",? (?:{p['that']})(?!\w)")
        self.that_later = re.compile(rf"(?: (?:{p.adverb})){{0,3}},? (?:{p['that']})(?!\w)")
        self.asking = p.set("asking")
        self.addressed = re.compile(
            rf"{p.compound}(?:{p['documents']})(?: [\w-]+){{0,2}},? (?:{p.relative}) (?:(?:{p.articles}) )?$"
        )
        self.asked_of = p.set("asked_of")
        self.asked_behind = re.compile(rf"(?: [\w.'’-]+){{1,5}}? (?:{p['asked_behind']})(?!\w)")
        self.passives = p.set("passives")
        self.participial = tuple(p.words["participial"])
        self.participle = str(p.words.get("participle") or "")
        self.adjectival = str(p.words["adjectival"])
        self.nominal = re.compile(rf"(?<!\w)(?:{p.articles}) $")
        self.determined = re.compile(rf"(?<!\w)(?:{p.articles}|{p['definite']}) $")
        self.impersonal = re.compile(rf"(?<!\w)(?:{p['impersonal']}) (?:(?:{p.adverb}) ){{0,2}}$")
        self.passive = re.compile(rf"(?<!\w)(?:{p['passive_verbs']}) (?:(?:{p.adverb}) ){{0,2}}$")
        self.infinitive = re.compile(rf"(?<!\w)(?:{p['infinitive']}) $")
        self.inverts_freely = bool(p.words["inverts_freely"])
        self.adjunct = re.compile(rf" (?:{p['adjuncts']}|{p.governs})(?!\w)")
        self.auxiliaries = p.set("auxiliaries")
        self.subordinated = re.compile(rf"(?<!\w)(?:{p['subordinators']}) (?:(?:{p.articles}) )?(?:[\w-]*(?:{p.titles}) )?$")
        self.not_speech = Anchored(
            re.compile(
                rf"(?<!\w)(?:{p['not_speech']}{_apart(p.words['not_speech_apart'])}"
                rf"|(?:{p['not_speech_sum']})(?= (?:[\w-]+ )?\W?\d))(?!\w)"
            ),
            [*p.words["not_speech"], *p.words["not_speech_apart"], *p.words["not_speech_sum"]],
        )

    def _frames(self, p: _Parts) -> None:
        """Verbs in two parts, and what else tells of a speaker."""
        self.frames = tuple(
            (
                _firsts(first),
                re.compile(
                    rf"(?<!\w)(?:{alternatives(first)})(?! (?:{alternatives(last)})(?![\w-]))"
                    rf"( (?:[^.;:!?\n]|\.(?!\d)){{2,110}}? )(?:{alternatives(last)})(?![\w-])"
                ),
                re.compile(rf"(?<!\w)(?:{alternatives(before[0])})(?= )") if before else None,
            )
            for first, last, *before in p.words.get("frames", ())
        )
        self.quoting = tuple(p.words["quoting"])
        self.frame_cues = frozenset[str]().union(*(firsts for firsts, _, _ in self.frames))
        self.closing_particles = p.set("closing_particles")
        self.clause_end = re.compile(rf" *(?:[,.;:!?\n\"”’)]|$)| (?:{p['that']})(?!\w)")
        self.according = re.compile(rf"(?<!\w)({p['according']})(?!\w)")
        self.according_cues = _firsts(p.words["according"])
        self.quotative = p.set("quotative")
        self.by = re.compile(rf"(?!,? (?:{p['that']}) )[^.;:]{{0,30}}?(?<!\w)(?:{p['by']}) ")
        self.by_within = re.compile(rf"(?<!\w)(?:{p['by']}) ")
        self.by_before = re.compile(rf"(?:^|\W)(?:{p['by']}) (?:(?:{p.articles}) )?(?:(?:{p.titles}) )?$")
        self.own_pronoun = re.compile(rf"\w+ ({p['own_pronouns']})(?!\w)")
        self.own = Anchored(re.compile(rf"(?<!\w)(?:{p['own']})(?!\w)"), p.words["own"])
        self.cues = frozenset().union(
            *(_firsts(p.words[key]) for key in ("verbs", "manner", "according", "words", "documents")),
            *(_firsts(f[0]) for f in p.words.get("frames", ())),
        )

    def _documents(self, p: _Parts) -> None:
        """Figures, studies and reports, and whose they are."""
        self.document = re.compile(rf"(?<!\w)(?:\w+-)?({p['documents']})(?!\w)")
        self.document_verb = re.compile(rf"(?<!\w)(?:{p['document_verbs']})(?!\w)")
        self.document_according = re.compile(rf"(?<!\w)(?:{p['according']}) (?!(?:{p['indefinite']}) )(?:{p['definite']}) $")
        self.document_short = re.compile(
            rf"(?<!\w)(?:{p['definite']}) (?:\w+-)?(?:{p['documents']})(?: [\w]+)? "
            rf"(?:{p['document_verbs']})(?!\w)"
        )
        owners = p.any("bodies", "governments", "offices", "groups")
        adjectives = p["group_adjectives"]
        self.plain_owner = re.compile(rf"(?:^|[,;] )(?!(?:{adjectives}) )({owners})['’]? $")
        self.of = re.compile(rf"[^.;:,]{{0,40}}?(?<!\w)(?:{p['of']}) ")
        self.genitive = re.compile(
            rf"'s? (?:own |latest |new |first |total |official )?(?:{p['words']})"
            rf"(?=[\W_]*$|[,.;:)\"”]| (?:{p.any('document_verbs', 'after')}|{p.governs}|{p.of})(?!\w))"
        )
        self.body_document = re.compile(rf" ({p.nouns}|{p['offices']}) (?:{p['documents']}|{p['words']})(?!\w)")
        self.own_document = re.compile(rf" (?:[\w-]+ )?(?:{p['documents']})(?!\w) ?")
        self.document_words = p.set("documents") | p.set("reports")
        joint = "-" if p.words["compounds"] else " "
        self.own_report = re.compile(rf"{joint}(?:[\w-]+ )?(?:{p.any('documents', 'reports')})(?!\w)")
        self.plain_maker = re.compile(
            rf"(?<!\w)(?:(?:{p.articles}) (?:[\w-]+ )?({p.nouns})['’]s?|(?:{p['possessives']})) (?:[\w-]+ ){{0,2}}$"
        )
        self.count_of = re.compile(
            rf"(?<!\w)(?:{p['by']}) (?:{p.articles}) ({p.nouns})['’]s? (?:\w+ )?"
            rf"(?:{p['words']})(?!\w)"
        )
        self.document_of = re.compile(rf",?(?: (?:{p.governs}|{p.of}|{p['after']}) [\w-]+(?: [\w-]+)?)? (?:{p.relative}) ")
        self.report = re.compile(rf"(?<!\w)(?:\w+-)?(?:{p['reports']})(?!\w)")
        self.relative_behind = re.compile(rf",? (?:{p.relative}) ")

    def _around(self, p: _Parts) -> None:
        """What makes a sentence go on with the one before, or parts a figure from who speaks."""
        self.back = Anchored(
            re.compile(
                rf"(?<!\w)(?:{p['back']})(?!\w)"
                rf"|(?<!\w)(?:{p['back_has']}) (?:{p['back_pronouns']}) (?:[\w-]+ ){{0,6}}?"
                rf"(?:{p['back_participles']})(?!\w)"
            ),
            [*p.words["back"], *p.words["back_has"]],
        )
        openers = rf"|(?:{p['back_openers']}) (?:{p['verbs']})" if p.words.get("back_openers") else ""
        figures = rf"(?:{p.articles}|{p['definite']}) (?:[\w-]+ )?(?:{alternatives(_sources(p.words))})"
        self.back_opening = re.compile(rf"\W*(?:{p['back_opening']}{openers}|{figures})(?!\w)")
        self.back_pronoun = re.compile(
            rf"(?<!\w)(?:{p['back_verbs']}) (?:[\w-]+ ){{0,2}}?(?:{p['back_pronouns']})"
            rf"(?= ?[.,;:!?\"”'’)]|$|\n| (?:{p['back_tails']})(?!\w))"
        )
        self.goes_on = re.compile(rf"\W*(?:{p['goes_on']})(?!\w)")
        self.opposed = re.compile(rf"(?<!\w)(?:{p['opposed']})(?!\w)")
        stretch = r"(?:[^,;:]|,(?=\d))*"
        self.countered = re.compile(
            rf"(?<!\w)(?:{p['denied']}|{p['instead']}) [^,;.:]*?\d{stretch}(?:,? (?:{p['likened']}) {stretch})?$"
        )
        self.denied = re.compile(rf"(?<!\w)(?:{p['denied']}) (?:\S+ )?$")
        self.parted = re.compile(rf";|, (?:{p['parts']})(?!\w)")

    def _pronouns(self, p: _Parts) -> None:
        """Pronouns."""
        self.pronouns = {fold(word): sort for word, sort in p.words["pronouns"].items()}
        self.pronoun_before = re.compile(rf"(?<!\w)({p['subject_pronouns']})(?: (?:{p.adverb})){{0,3}} $")
        self.pronoun_after = re.compile(rf" ({p.pronouns})(?!\w)")
        self.adverb_behind = re.compile(rf" (?:{p.adverb})(?!\w)")
        self.staff_before = re.compile(rf"(?<!\w)({p['own_pronouns']}) (?:{p['own_staff']})(?: (?:{p.adverb})){{0,3}} $")
        own = rf"({p['body_pronouns']}) (?:[\w-]+ )?(?:{p.any('own_staff', 'speak_for', 'body_staff')})"
        self.body_staff_before = re.compile(
            rf"(?<!\w){own}(?:, (?:{p.relative}) [^;:]{{2,110}},)?(?:,? (?:{p.adverb})){{0,3}} ?$"
        )
        self.body_staff_after = re.compile(rf" {own}(?!\w)")
        self.staff_after = re.compile(rf" ({p['own_pronouns']}) (?:{p['own_staff']})(?!\w)")
        self.pronoun_within = re.compile(rf"(?<!\w)({p['subject_pronouns']})(?!\w)")
        self.pronoun_opening = re.compile(rf"[\W_]*({p.pronouns})(?!\w)")
        self.plural_pronouns = p.set("plural_pronouns")
        self.plural_verb = tuple(p.words["plural_verb"])
        self.for_groups = p.set("for_groups")

    def _groups(self, p: _Parts) -> None:
        """Groups, and those without a name."""
        behind = p.any("verbs", "governs", "of", "relative", "adverbs")
        knowing = rf"(?:{p['people']}) (?:{p['know']}) (?:{p.articles}) [\w-]+"
        paper = rf"(?:[\w-]+ ){{0,2}}(?:{p.any('documents', 'words')})(?!\w)"  # "an official fire report"
        unnamed = rf"(?:{p['indefinite']}) (?:[\w-]+ ){{0,2}}?(?:[\w-]+-)?({p['unnamed']})(?![\w-])(?! {paper})"
        self.group = re.compile(
            rf"(?<!\w)(?!{p['no_groups']})"
            rf"(?!(?:{p['group_adjectives']}) (?!(?:{behind})(?!\w))\w)"
            rf"({knowing}|{p['groups']}|\w{{3,}}(?:{p['group_endings']}))(?!\w|['’])"
        )
        self.group_opening = re.compile(rf"(?:{p.articles}) (?:[\w-]+ )?({p['forces']})(?!\w)")
        papers = p.any("documents", "words", "reports")
        self.plural_before = re.compile(
            rf"(?:^|[;:] |, (?:{p['parts']}) )(?:(?:{p['several']}) )?(?:[^\W\d][\w-]+ )??(?!(?:{papers}|{p['no_people']})(?!\w))"
            rf"([^\W\d]\w{{2,}}(?:{p['plural_endings']}))(?: (?:{p.of})(?: [\w'’-]+){{1,4}}?)?(?: (?:{p.adverb})){{0,2}} $"
        )
        self.plural_opening = re.compile(
            rf"(?:(?:{p['several']}) )?(?!(?:{papers}|{p['no_people']})(?!\w))([^\W\d]\w{{2,}}(?:{p['plural_endings']}))"
            rf"(?= (?:{p.of}) |,? (?:{p.any('verbs', 'governs', 'relative', 'adverbs')})(?!\w))"
        )
        self.speaks_for = p.set("speak_for")
        self.employed = re.compile(rf",? (?:{p.works_for}) (?:(?:{p.articles}) )?(?:{p.kind})?")
        self.definite_first = re.compile(rf"(?:{p['definite']}) ")
        self.definite_before = re.compile(rf"(?<!\w)(?:{p['definite']}) $")
        self.unnamed_before = re.compile(
            rf"(?<![\w-]){unnamed}(?: (?:{p.governs}|{p.of}|{p.works_for}|{p['know']}|{p.relative}) [\w' -]{{2,70}}?)?"
            rf"(?:, (?:{p.relative}) (?:[\w'-]+ ){{0,3}}?)?(?:,? (?:{p.adverb}))* ?$"
        )
        self.unnamed_after = re.compile(rf" {unnamed}")
        self.unnamed_of = re.compile(rf"(?<![\w-]){unnamed} (?:{p.works_for}) (?:(?:{p.articles}) )?(?:[\w-]+ )?$")
        self.unnamed_opening = re.compile(rf"\W*{unnamed}")
        self.in_english: dict[str, str] = {fold(word): text for word, text in p.words["in_english"].items()}

    def _bodies(self, p: _Parts) -> None:
        """Plain nouns for bodies."""
        self.body_before = re.compile(
            rf"(?<!\w)(?:{p.articles}|{p['pointing']}|[\w.-]+['’]s [\w-]+) (?:[\w'’-]+ ){{0,2}}?({p.compound}(?:{p.nouns}))"
            rf"(?:,[^,]{{1,50}},)?(?: [\w-]+){{0,3}} ?$"
        )
        self.body_defined = re.compile(
            rf"(?<!\w)(?:{p.articles}) ({p.compound}(?:{p.nouns})) (?:{p.relative}) "
            rf"(?!(?:{p.articles}|{p['subject_pronouns']}) )[^\W\d][^,;:]{{2,60}} $"
        )
        self.bare_before = re.compile(rf"(?<!\w)({p['bare_bodies']})(?:,? (?:{p.adverb}))* ?$")
        self.bare_after = re.compile(rf" ({p['bare_bodies']})(?!\w)")
        self.bare = p.set("bare_bodies")
        self.of_town_office = re.compile(rf" (?:{alternatives(p.words['place_roles'])})(?!\w)")
        self.town_office_of = re.compile(rf"(?<!\w)(?:{alternatives(p.words['place_roles'])}) (?:{p.of}) $")
        self.defines = re.compile(rf" (?:{p.relative}) ")
        self.body_after = re.compile(
            rf" (?:{p.articles}|{p['pointing']}|[\w.-]+['’]s) (?:(?:{p.located}) [\w'’-]{{3,20}} (?:{p['seated']}) )?(?:[\w-]+ )?"
            rf"({p.compound}(?:{p.nouns}))(?![\w-])"
        )
        members = rf"(?:{p.articles}) ((?:[\w-]+ )?[^\W\d]\w+s['’] (?:[\w-]+ )?({p.nouns}))"
        self.members_before = re.compile(rf"(?<!\w){members}(?:,? (?:{p.adverb}))* ?$")
        self.members_after = re.compile(rf" {members}(?![\w-])")
        self.based = re.compile(rf"-(?:{p['seated']})(?!\w)")
        several = rf"(?:{p.articles}|{p['both']}) (?:[\w-]+ )?(?:{p['bodies_in_plural']})"
        self.bodies_before = re.compile(rf"(?<!\w){several}(?:,? (?:{p.adverb}))* ?$")
        self.bodies_after = re.compile(rf" {several}(?![\w-])")
        self.two = re.compile(rf"(?<!\w)(?:{p.any('both', 'two')})(?!\w)")
        self.body_opening = re.compile(rf"(?:{p.articles}) ({p.compound}(?:{p.nouns}))(?![\w-])")
        self.body_noun = re.compile(rf"\w*?({p.any('bodies', 'offices')})")
        self.last_noun = re.compile(rf"\w*?({p.nouns})")
        self.specific = p.set("specific")
        self.of_members = p.set("of_members")
        self.known_alone = p.set("known_alone")
        self.governments = p.set("governments")
        self.firms = p.set("firms")
        self.watchers = p.set("watchers")
        self.town_bodies = p.set("town_bodies")
        self.of_body = re.compile(rf" (?:{p['of']}) (?:(?:{p.articles}) )?")
        self.of_town = re.compile(rf" (?:{p.of})(?= )")

    def _offices(self, p: _Parts) -> None:
        """Offices of bodies and roles of persons."""
        self.office = re.compile(
            rf"(?:(?<!\w)(?:{p.articles}|{p['definite']}|[\w-]+'s?) "
            rf"|(?:^|, )(?:(?:{p.articles}) |(?=(?:[\w-]+ )?[\w-]*(?:{p['offices']})(?!\w))))"
            rf"((?:(?!(?:{p.of}|{p.governs}) )(?:(?:\w\.){{2,}}|[\w-]+) ){{0,3}}?[\w-]*(?:{p['offices']}))"
            rf"(?: (?:{p.governs}|{p.of}) [\w' -]{{2,40}}?)?(?:,? (?:{p.adverb}))* ?$"
        )
        self.offices = p.set("offices")
        self.ministers = re.compile(
            rf"(?<!\w)(?:{p.articles}|{p['definite']}) (?:{p['ministers']})"
            rf"(?: (?:{p.governs}|{p.of}) [\w' -]{{2,60}}?)?(?:,? (?:{p.adverb}))* ?$"
        )
        self.ministers_after = re.compile(
            rf" (?:{p.articles}|{p['definite']}) (?:{p['ministers']})(?=[.,]| (?:{p.governs}|{p.of}) )"
        )
        self.office_after = re.compile(rf" (?:{p.articles}) ((?:(?:(?:\w\.){{2,}}|[\w-]+) )?[\w-]*(?:{p['offices']}))(?![\w-])")
        self.office_opening = re.compile(rf"(?:{p.articles}) ((?:[\w-]+ )?[\w-]*(?:{p.any('offices', 'bodies')}))(?![\w-])")
        self.possessed = re.compile(r"['’]s? $|(?<=\w)s $")
        self.office_of = re.compile(rf"-(?:\w+-)?(\w*?(?:{p.nouns}))(?= |[,.]|$)")
        head = rf"(?:[\w-]+-)?{p.compound}(?:{p['roles']})"
        self.head_of = re.compile(rf"(?:['’]s?|-)?(?: [\w-]+){{0,2}}(?:(?<=-)| )({head})(?=$|[ ,.])")
        self.their_head_before = re.compile(
            rf"(?<!\w)({p['body_pronouns']}) (?:[\w-]+ ){{0,2}}?({head})(?:,? (?:{p.adverb})){{0,3}} ?$"
        )
        self.their_head_after = re.compile(rf" ({p['body_pronouns']}) (?:[\w-]+ ){{0,2}}?({head})(?![\w-])")
        self.office_between = re.compile(rf" (?:{p.any('roles', 'spokes')}) (?:{p.works_for}|{p.governs}) (?:(?:{p.articles}) )?")
        self.of_fields = rf" (?:{p.works_for}) [^.;:]{{3,100}}"
        self.role_words = p.set("roles")
        self.role_at = re.compile(
            rf"(?:^|\W)(?:{p.articles}) (?:[\w-]+ )?(?:{p['roles']}) (?:{p.works_for}) (?:(?:{p.articles}) )?$"
        )
        self.place_roles = {fold(noun): role for noun, role in p.words["place_roles"].items()}
        self.spokes = p.set("spokes")
        self.spoken_for = re.compile(
            rf" (?:{p.works_for}) (?:{p.articles}) (?:[\w-]+['’]s )?((?:[\w-]+ ){{0,3}}?)([\w-]{{4,}})"
            rf"(?=[,.]|$| (?:{p.governs}|{p.of}{r'|[a-z]' if p.words['compounds'] else ''}))"
        )
        self.ruling = re.compile(rf"[ -](?:{p['ruling']})(?= )")
        joint = r"(?: |s?(?=[^\W\d]))" if p.words["compounds"] else " "
        self.spokesman_before = re.compile(
            rf"(?<!\w)(?:{p.articles}) (?:\w+ )?({p.any('offices', 'groups')}){joint}"
            rf"(?:{p['spokes']})(?:,? (?:{p.adverb}))* ?$"
        )
        self.spokes_of = re.compile(rf"'s? (?:{p['spokes']})(?!\w)")
        heads = rf"{p.compound}(?:{p.any('bodies', 'roles', 'offices', 'documents', 'reports')})"
        self.headline = re.compile(
            rf"^{heads}(?:: | (?:{p['headline_verbs']}) )"
            rf"|(?:,|:| [–-]) (?:[\w-]+ )?(?:{heads}|[^\W\d]\w+(?:{p['plural_endings']})) (?:{p['headline_verbs']})(?= *$|\n)"
            rf"|[,:'\"”’–-]+ (?:{p['headline_verbs']}) (?:{p.nouns})(?= *$|\n)"
            rf"|(?:,|:| [–-]) (?:{p.nouns})(?= *$|\n)",
            re.MULTILINE,
        )

    def _between(self, p: _Parts) -> None:
        """What stands between a name and its verb."""
        self.articles = frozenset(map(fold, p.around["articles"]))
        self.between = re.compile(
            rf"[).]?(?: \([^()]*\))?(?: (?:{p.joiners}) (?:{p['possessives']})(?: [\w-]+){{1,3}}?)?"
            rf"(?: (?:{p.located}) [\w'-]{{3,20}})?"
            rf"(?:,? (?:{p.relative})|,[^,]{{1,70}},)?(?: (?:{p.adverb})){{0,4}} ?"
        )
        self.apposed = re.compile(
            rf"(?: \([^()]*\))?(?: (?:{p.located}) [\w' -]{{2,30}}?)?, [^;:]{{2,130}}, ?"
            rf"(?:(?:{p.relative}) )?(?:(?:{p.adverb}) ){{0,3}}"
        )
        self.says = re.compile(rf"{self.between.pattern}{self.verb.pattern}")
        self.governed = re.compile(rf"(?:^|\W)(?:{p['governs']}) (?:(?:{p.articles}) )?$")
        self.inside = re.compile(rf"(?:^|\W)(?:{p.located}) (?:(?:{p.articles}) )?$")
        self.companion = re.compile(rf"(?:^|\W)(?:{p.governs}|{p.of}) (?:(?:{p.articles}) )?(?:[\w-]+ )?$")
        self.settled = re.compile(rf"(?<!\w)\w*(?:{p['settled']}) $")
        self.owns = re.compile(rf"(?<!\w)(?:{p.of}) (?:(?:{p.articles}) )?$")
        self.joined = re.compile(rf"(?: \([^()]*\))?(?:,|,? (?:{p.joiners})) (?:(?:{p.articles}) )?")
        self.joining = re.compile(rf"(?<!\w)(?:{p.joiners})(?!\w)")
        self.coordinated = re.compile(rf"(?<!\w)(?:{p.joiners})(?: (?:{p.adverb}))* $")
        self.clause_closes = re.compile(rf"(?: (?:{p.adverb})(?: [^\W\d][\w'-]*){{0,5}})?[,.;]")
        self.aside_verb = re.compile(r", (?:[\w'’&-]+ ){1,6}(?:\([\w&-]+\) )?$")
        self.led = re.compile(rf"(?<!\w)(?:{p['led_by']}) $")
        self.led_behind = re.compile(rf"[ -](?:{p['led_behind']})(?!\w)")
        self.led_by = re.compile(rf" (?:{p['led_by']}) [\w' -]{{3,40}}?")

    def _beside(self, p: _Parts) -> None:
        """What tells who a name is."""
        self.lead = re.compile(
            rf" (?:(?:{p['one_of']}), )?(?:(?:{p.articles}) )?"
            rf"(?:(?!(?:{p.relative}) )[\w'-]+ ){{0,2}}?(?:(?:{p.titles}) )?"
        )
        self.described = re.compile(rf" (?:(?:{p.articles}) )?(?:[\w'-]+ ){{0,3}}?{p.kind}")
        self.titled = re.compile(
            rf"(?:[-\w]*|'s?)(?: [\w-]+){{0,4}}[ -](?:\w+-)?(?:{p.titles}),? |-\w*(?:{p.titles}) |(?:{p['member']}) "
        )
        self.kind_behind = re.compile(
            rf" (?:{p.articles}|{p['definite']}) (?:[\w'-]+ ){{0,3}}?[\w'-]+, "
            rf"(?:(?:{p.articles}) )?(?:[\w'-]+ ){{0,2}}?(?:{p.kind})?"
        )
        self.titled_behind = re.compile(rf" (?:(?:{p.articles}) )?(?:[\w'-]+ ){{0,4}}?[\w-]*(?:{p.titles})(?: [\w'-]+){{0,7}}, ")
        self.comma_title = re.compile(rf", ?(?:(?:{p.articles}) )?(?:(?:[\w-]+ )?(?:{p.titles})\.? )?$")
        self.closes = re.compile(rf",(?: (?:{p.adverb})){{0,3}} ?")
        self.works_for = re.compile(rf",? (?:{p.works_for}) (?:(?:{p.articles}) )?(?:[\w-]+ )?")
        self.titled_of = re.compile(
            rf", (?:(?:{p.articles}) )?(?:[\w'-]+ ){{0,3}}?(?:{p.titles})(?: [\w-]+)? (?:{p.works_for}) (?:(?:{p.articles}) )?"
        )
        self.employer = re.compile(rf"^ (?:{p.works_for}) (?:(?:{p.articles}) )?(?:[\w-]+ ){{0,2}}[\w-]+(?= )")
        sorts = alternatives([*p.around["body_nouns"], *p.around["organisation_heads"], *p.words["bodies"]])
        joint = rf"-[\w-]*(?:{sorts}) | " if p.words["compounds"] else " "
        self.sort_between = re.compile(rf"(?:{joint})|(?: (?!(?:{p.of}|{p.governs}) )[\w'’-]+){{0,2}} (?:{sorts}) ")
        self.fields = re.compile(rf",? (?:{p.works_for}) (?:[\w-]+,? ){{1,3}}(?:{p.joiners}) ")
        self.one_of_theirs = re.compile(rf" (?:{p['one']}) (?:{p['definite']}) (?:[\w-]+ ){{0,2}}?[\w-]+, ")


def _written(words: dict[str, Any]) -> dict[str, Any]:
    """The words of a file with a|b written out, and with the ways to say where figures are from."""
    out = {**words, **{key: [*_either(words[key])] for key in ("verbs", "at", "according")}}
    out["according"] += _sources(words)
    return out


def _either(phrases: Iterable[object]) -> Iterator[str]:
    """Phrases with a|b written out: "raised|lowered the toll"."""
    for phrase in phrases:
        yield from map(" ".join, itertools.product(*(part.split("|") for part in str(phrase).split())))


def _sources(words: dict[str, Any]) -> list[str]:
    """What says whose figures are: "figures are from"."""
    return [f"{figure} {are}" for figure in words["figures"] for are in words["are_from"]]


def _adjacent(words: dict[str, Any]) -> list[str]:
    """Verbs in two parts as they stand where nothing is between: "gaat ervan uit"."""
    verbs = frozenset(words["verbs"])
    frames = ((first, last) for first, last, *before in words.get("frames", ()) if not before)
    return [f"{one} {two}" for first, last in frames for one in first for two in last if two not in verbs]


def _apart(pairs: dict[str, list[str]]) -> str:
    """Verbs that mean another thing with a word behind that closes their clause: "stelt ... beschikbaar"."""
    within = r"(?:[^.;:!?\n]|\.(?=\d)){0,90}?"
    return "".join(rf"|(?:{alternatives([verb])})(?= {within}(?:{alternatives(last)})(?!\w))" for verb, last in pairs.items())


def _firsts(phrases: Iterable[object]) -> frozenset[str]:
    """The words that phrases begin with."""
    return frozenset(WORDS.findall(fold(str(phrase)))[0] for phrase in phrases)


def speech_words(lang: str) -> SpeechWords:
    """The words of a language, English where it has none of its own."""
    return _read_words(known_language(lang, "speech"), knowledge.user_folders())


@lru_cache(maxsize=16)
def _read_words(lang: str, _folders: tuple[Path, ...]) -> SpeechWords:
    return SpeechWords(lang)
