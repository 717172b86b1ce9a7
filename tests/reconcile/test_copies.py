"""One witness for texts that restate one another."""

from factbase.model import Copy
from factbase.reconcile.copies import copies, sketch, witnesses

STORY = " ".join(
    f"On day {n} the harbour of town {n * 7} shipped {n * 13} crates of lemons to market {n % 5}." for n in range(60)
)
OTHER = " ".join(f"In week {n} the mill of village {n * 3} ground {n * 11} sacks of rye for baker {n % 7}." for n in range(60))


def test_a_reprint_and_a_cut_one_are_copies_and_another_story_is_none() -> None:
    sketches = {"full": sketch(STORY), "cut": sketch(STORY[: len(STORY) // 2]), "other": sketch(OTHER)}
    assert [(c.a, c.b) for c in copies(sketches)] == [("cut", "full")]


def test_a_brief_printed_twice_is_one_witness_however_short() -> None:
    brief = "HULL, 3 May - The port pays 13 million euros for a crane, the mayor said."
    printings = {"wire": brief, "paper": brief.upper(), "other": brief.replace("13", "31"), "blank": "", "bare": "\n"}
    assert [(c.a, c.b, c.share) for c in copies({name: sketch(text) for name, text in printings.items()})] == [
        ("paper", "wire", 1.0)
    ]


def test_copies_of_copies_are_one_witness() -> None:
    pairs = [Copy(a="a", b="b", share=0.9), Copy(a="b", b="c", share=0.8)]
    assert witnesses("abcd", pairs) == {"a": "a", "b": "a", "c": "a", "d": "d"}
