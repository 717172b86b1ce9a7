"""Who states a figure, through reported speech.

`attributions` finds whom each sentence says to state something, with the help of `subject` for a verb's own; `referents` says for
whom a name (`cast`, `offices`), a plain noun (`bodies`, `groups`) or a pronoun (`pronouns`) stands, and `speaker` gives each
figure the attribution that it falls under. Their words are those of `lang/<code>/speech.yaml`, compiled in `speech`.
"""
