"""The plugin as an analyst uses it, in pytest sessions of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import factbase.engine.local  # noqa: F401  numpy loads once in a process, and an inner session forgets what it has loaded

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "factbase.pytest_plugin", "-p", "no:randomly")


def test_a_session_that_passes(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile(
        """
        import pytest
        from factbase.testing import amount, money

        def test_the_cost(figure):
            cost = figure("cost of the Fjord Bridge", at="2025-04-01")
            assert cost == money("640m EUR")
            assert cost == money("about $690 million")
            assert cost != money("460m EUR")
            assert cost.verdict == "conflict"
            assert cost.sources == 4
            assert any("Deense kabinet" in quote for quote in cost.quotes)

        def test_tables(figures, claims, conflicts, factbase):
            assert len(figures) == 5
            assert {c.unit for c in claims} == {"EUR", "USD"}
            assert len(conflicts) == 1
            assert factbase.documents

        @pytest.mark.factbase_no_new_conflicts
        @pytest.mark.factbase_known_conflict("36ebac62", reason="a slip of the Coast Daily")
        def test_nothing_new():
            pass
        """
    )
    result = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    result.assert_outcomes(passed=3)


def test_a_failure_shows_the_sources_and_their_words(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile(
        """
        from factbase.testing import money

        def test_the_cost(figure):
            assert figure("cost of the Fjord Bridge", at="2025-04-01") == money("$900 million")
        """
    )
    result = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*is not USD 900m (*): *% apart*",
            "*expected = EUR * at *(ECB, 3 March 2025)*",
            "*the base has EUR 639.1m (EUR 608m to 640m) as of 3 March 2025; ✗ conflict*",
            "*nearly EUR 640m: Harbour Post, 3 March 2025: “*aside nearly €640 million*",
            "*about EUR 640m: De Haven, 4 March 2025: “*",
            "*and 2 more claims; factbase show ca88db66*",
        ]
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("assert cost == 640", "*640m) cannot be compared with int 640; write money('8.7bn EUR')*"),
        ("assert cost != money('640m EUR')", "*agrees with EUR 640m (*"),
        ("assert cost == amount('28 people')", "*28 people (28 people) cannot be compared with EUR 639.1m, *Fjord Bridge*"),
        ("assert cost == money('28 people')", "*'28 people' names no currency; write it as in '8.7bn EUR'*"),
        ("assert cost.agrees_with('900 million euros')", "*is not EUR 900m (*): *% apart; the base has EUR 639.1m *"),
        ("assert cost == money('900 miljoen euro')", "*is not EUR 900m (*): *% apart*"),
        ("assert cost.valeu == 3", "*a figure under test has no 'valeu'; it has agrees_with, claims,*"),
        ("figure('Fjord Bridge', stauts='pledged')", "*no filter 'stauts'; there are payer, payee, programme, status,*"),
        ("figure('Fjord Bridge', status='spent')", "*no status 'spent'; there are pledged,*"),
    ],
)
def test_a_slip_of_the_tester_is_told_at_his_own_line(line: str, told: str, pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile(
        f"""
        from factbase.testing import amount, money

        def test_it(figure):
            cost = figure("cost of the Fjord Bridge", at="2025-04-01")
            {line}
        """
    )
    result = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f">*{line.replace('[', '[[]')}", told])
    result.stdout.no_fnmatch_line("*/factbase/testing.py:*")
    result.stdout.no_fnmatch_line("*/factbase/query/*.py:*")


def test_other_figures_that_the_words_could_mean_are_named(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile("def test_it(figure):\n    assert figure('Fjord Bridge') == '1 euro'\n")
    result = pytester.runpytest(*PLUGIN, "-vv", f"--factbase-db={bridge_db}")
    result.stdout.fnmatch_lines(["*the words could also mean *: EUR * (????????)*"])


def test_what_is_missing_is_warned_of(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.factbase_no_new_conflicts
        @pytest.mark.factbase_known_conflict("36ebac62", "0123abcd")
        def test_it():
            pass
        """
    )
    result = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*no open conflict begins with 0123abcd*"])
    lost = pytester.runpytest(*PLUGIN, "--factbase-db=none.db")
    lost.stdout.fnmatch_lines(["none.db: no such base; make one with*"])
    folder = pytester.mkdir("articles")
    (folder / "one.txt").write_text("The ministry paid 12 million euros for the new school on 3 May 2024.\n", encoding="utf-8")
    (folder / "two.jsonl").write_text("{broken\n", encoding="utf-8")
    built = pytester.runpytest(*PLUGIN, "--factbase-articles=articles")
    built.stdout.fnmatch_lines(["*two.jsonl:line 1: error: not read*"])


def test_a_new_conflict_fails_a_marked_test_and_only_that(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.factbase_no_new_conflicts
        def test_marked():
            pass

        def test_unmarked():
            pass
        """
    )
    result = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["*1 open conflict that nobody accepted:*", "*36ebac62728f7031  Denmark: *as of 3 March 2025: *two digits swapped*"]
    )
    pytester.makeini("[pytest]\nfactbase_known_conflicts =\n    36ebac62\n")
    pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}").assert_outcomes(passed=2)


def test_words_that_mean_nothing_and_no_base_say_what_to_do(pytester: pytest.Pytester, bridge_db: Path) -> None:
    pytester.makepyfile("def test_it(figure):\n    figure('Norwegian fish')\n")
    found = pytester.runpytest(*PLUGIN, f"--factbase-db={bridge_db}")
    found.stdout.fnmatch_lines(["*no figure answers 'Norwegian fish'; the base holds 5*"])
    missing = pytester.runpytest(*PLUGIN)
    missing.stdout.fnmatch_lines(["*give --factbase-db=FILE or --factbase-articles=FOLDER*"])


def test_a_base_is_built_once_from_articles(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("articles")
    (folder / "one.txt").write_text("The ministry paid 12 million euros for the new school on 3 May 2024.\n", encoding="utf-8")
    pytester.makeini("[pytest]\nfactbase_articles = articles\n")
    pytester.makepyfile("def test_it(claims):\n    assert [int(c.amount) for c in claims if c.unit == 'EUR'] == [12000000]\n")
    pytester.runpytest(*PLUGIN).assert_outcomes(passed=1)
    built = list((pytester.path / ".pytest_cache" / "d" / "factbase").glob("*.db"))
    assert len(built) == 1
    before = built[0].stat().st_mtime_ns
    pytester.runpytest(*PLUGIN).assert_outcomes(passed=1)
    assert built[0].stat().st_mtime_ns == before


def test_nothing_is_imported_before_it_is_asked_for(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    import factbase

    monkeypatch.setenv("PYTHONPATH", str(Path(factbase.__file__).parent.parent))
    pytester.makepyfile(
        """
        import sys

        def test_it():
            assert not {m for m in ("spacy", "sqlalchemy", "pydantic", "factbase.api") if m in sys.modules}
        """
    )
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)
