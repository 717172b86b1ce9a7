"""The state of each amount: pledged, budgeted, committed, delivered, requested or other, after the OECD-DAC and IATI terms.

The words around an amount are sorted into cue classes (`lang/<code>/status.yaml`): verbs of giving by form, promises,
reservations, contracts, requests, costs, proceeds, prices, casualties; and tense. Each class counts the more the
nearer it stands, and by its side of the amount, and speaks for and against each status by the weights of
`data/status.yaml`: a linear model whose every feature has a name, so that the step says which words decided. An amount
that a text repeats, converts, lists or goes on about shares its evidence.

In the order of the work: `lexicon` finds cues in words, `cues` in the sentences of an article, `places` says where each stands to
an amount, `features` what that comes to, `sharing` what an amount takes over from others, `weights` what speaks for which state,
and `state` decides; `explanation` says by which words, and `hypothesis` what is no plain statement.
"""
