"""The words of one language around what is counted, read once from `lang/<code>/nouns.yaml`."""

from __future__ import annotations

import re

from factbase import knowledge
from factbase.extract.amounts.lexer import Phrases
from factbase.extract.text.words import remembered

_NUMERALS = ("words", "tens", "hundreds", "scales")


class NounWords:
    """The words, as sets and patterns. `person`, `thing`: what people and things are counted by where no noun says it."""

    def __init__(self, lang: str) -> None:
        data = self.data = knowledge.read(f"lang/{lang}/nouns.yaml")
        self.person: str = data["person"]
        self.plurals: dict[str, str] = data["plurals"]
        self.stop = frozenset(str(w) for w in data["stop"])
        self.singular_words = frozenset(data["singular"])
        self.determiners, self.pronouns = frozenset(data["determiners"]), frozenset(data["pronouns"])
        self.counters = frozenset(data["counters"])
        self.others, self.modifiers = frozenset(data["others"]), frozenset(data["modifiers"])
        self.nominal = frozenset(data["nominal"])
        people = data["people"]
        self.people_phrases: Phrases[bool] = Phrases((w, True) for w in people["after"] if " " in w)
        self.ranked: Phrases[bool] = Phrases((w, True) for w in data["ranked"])
        self.crews = frozenset(data["crews"])
        self.participle_shapes = re.compile(data["participle_shapes"]) if data["participle_shapes"] else None
        self.modifying = frozenset(data["modifying"])
        self.auxiliaries = frozenset(data["auxiliaries"])
        strong = tuple(data["strong_participles"])
        self.attributive = frozenset(data["attributive"])
        self.strong_participle = remembered(lambda word: word.endswith(strong))
        self.participle_endings, self.adverb_endings = tuple(data["participle_endings"]), tuple(data["adverb_endings"])
        self.infinitives = frozenset(data["infinitives"])
        verbs = data["verbs"]
        self.verbs = frozenset(form for form in verbs["forms"] if " " not in form) - {*verbs["nouns"], *self.plurals}
        self.modals, self.infinitive_endings = frozenset(data["modals"]), tuple(data["infinitive_endings"])
        self.verb_shapes = re.compile(data["verb_shapes"]) if data["verb_shapes"] else None
        self.theirs: dict[str, str] = data["theirs"]
        self.people_after = frozenset(people["after"])
        self.people_before = frozenset(people["before"])
        self.people_of = frozenset(people["of"])
        self.people_across = frozenset(people["across"])
        self.abstract = frozenset(data["abstract"])
        self.abstract_heads = tuple(data.get("abstract_heads", ())) or ("\0",)
        self.abstract_endings = tuple(data["abstract_endings"])
        self.concrete = tuple(data["concrete"])
        numbers = knowledge.read(f"lang/{lang}/numbers.yaml")
        self.numerals = frozenset(w for key in _NUMERALS for w in numbers[key]) - frozenset(numbers["articles"])
        self.scales = frozenset(numbers["abbreviations"]) - frozenset(numbers["abbreviations_money"])
        self.joins = frozenset(knowledge.read(f"lang/{lang}/numbers.yaml")["and"])
        self.age_extremes = frozenset(data["age_extremes"])
        self.aged, self.aged_endings = frozenset(data["aged"]), tuple(data["aged_endings"])
        self.of_sum: Phrases[bool] = Phrases((phrase, True) for phrase in data["of_sum"])
        self.age_bounds: Phrases[bool] = Phrases((phrase, True) for phrase in data["age_bounds"])
        self.parents, self.child = frozenset(data["parents"]["of"]), str(data["parents"]["child"])
        self.pointers, self.pointed_by = frozenset(data["pointers"]), frozenset(data["pointed_by"])
        self.several, self.several_pronouns = frozenset(data["several"]), frozenset(data["several_pronouns"])
        self.pointed_after, self.after_verb = frozenset(data["pointed_after"]), frozenset(data["after_verb"])
        self.thing: str = data["thing"]
        self.reflexives = frozenset(data["reflexives"])
        possessive = knowledge.read(f"lang/{lang}/names.yaml")["possessive"]
        self.possessive = tuple(w for w in possessive if not w.isalpha() and len(w) > 1)
        rows = data["kinds_of_row"]
        self.named_rows, self.kinds_of_row = frozenset(rows["names"]), frozenset((*rows["names"], *rows["others"]))
        self.reaching, self.restated = frozenset(data["reaching"]), frozenset(data["restated"])
        self.places, self.many = frozenset(data["places"]), frozenset(data["many"])
        self.tolls: dict[str, str] = data["tolls"]
        self.toll_endings = tuple(data["toll_endings"])
        self.groups: dict[str, str] = data["groups"]
        self.parts: Phrases[bool] = Phrases((phrase, True) for phrase in data["parts"])
        self.closing = frozenset(data["closing_verbs"])
        self.finite, self.plural_attributes = frozenset(data["finite"]), frozenset(data["plural_attributes"])
        self.forecasters, self.foreseen = frozenset(data["forecasters"]), frozenset(data["foreseen"])
        attribute = data["attribute"]
        self.prepositions, self.prenominal = frozenset(attribute["prepositions"]), re.compile(attribute["participles"])
        self.due, self.due_adverbs = frozenset(attribute["due"]), frozenset(attribute["due_adverbs"])
        self.takings = frozenset(data["takings"])
        self.causes = frozenset(data["causes"])
        self.more = frozenset(data["more"])
        self.denials = frozenset(data["denials"])
        self.predicates = frozenset(data["predicates"])
        self.nearly = frozenset(
            w for words in knowledge.read(f"lang/{lang}/hedges.yaml")["before"].values() for w in words if w.isalpha()
        )
        self.verb_last = frozenset(data["verb_last"])
        self.clause_openers = frozenset(data["clause_openers"])
        self.thereof = frozenset(data["thereof"])
        self.number_of = frozenset(data["number_of"])
        self.endings: dict[str, str] = data.get("endings", {})
        self.plural_endings, self.singular_endings = tuple(data["plural_endings"]), tuple(data["singular_endings"])
        self.kept_endings, self.verbal_endings = tuple(data["kept_endings"]), tuple(data["verbal_endings"])
        self.inner = frozenset(data["inner_adverbs"])
        self.sums = frozenset(data["sums"])
        self.out, self.either = frozenset(data["out"]), frozenset(data["either"])
        self.whole = frozenset(data["whole"])
        self.of = frozenset(knowledge.read(f"lang/{lang}/numbers.yaml")["of"])
