"""The conflict report as one HTML file: no network, light and dark, for screen, phone and paper."""

from __future__ import annotations

from html import escape

from factbase.normalise.display import party
from factbase.report import bars, charts, words
from factbase.report.conflicts import EXPLAINED, LIKELY, ConflictReport
from factbase.report.dossier import COMPARED, Dossier
from factbase.report.text import conversion, judged


def write(report: ConflictReport) -> str:
    """The whole page. Its pictures are SVG, or of characters where the libraries that draw are not installed."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("factbase.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals.update(
        number=words.number,
        allowed=words.allowed,
        sources=words.sources,
        time=words.time,
        stated=words.stated,
        printed=words.printed,
        place=words.place,
        percent=words.percent,
        apart=words.apart,
        source=words.source,
        conversion=conversion,
        judged=judged,
        forest=lambda d: _Safe(forest(d) if charts.drawn() else typed(d)),
        COMPARED=COMPARED,
        odd=lambda d: d.odd,
        number_of=number_of,
        EXPLAINED=EXPLAINED,
        VERDICTS=words.VERDICTS,
        LIKELY=LIKELY,
    )
    environment.filters["party"] = party
    page = environment.get_template("conflicts.html").render(report=report)
    return page if page.endswith("\n") else page + "\n"


def _short(name: str, room: int = 36) -> str:
    """A name as far as a picture has room for it; the page gives it whole beside the picture."""
    return name if len(name) <= room else name[:room].rstrip() + "…"


def number_of(dossier: Dossier, claim: str) -> int:
    """The number under which the page lists a claim of a figure."""
    return next(n for n, w in enumerate(dossier.witnesses, 1) if w.claim.id == claim)


class _Safe(str):
    """Markup of our own making, which needs no escaping."""

    def __html__(self) -> str:
        return str(self)


def forest(dossier: Dossier) -> str:
    """The figure's forest plot, numbered as its witnesses are."""
    lines = [
        charts.Line(
            label=f"{n} · {_short(w.source)}, {words.stated(w.claim)}",
            interval=w.interval,
            value=w.value,
            role="odd" if w.claim.id in dossier.odd else "fits",
        )
        for n, w in enumerate(dossier.witnesses, 1)
    ]
    return charts.forest(lines, dossier.reconciled, dossier.value, dossier.shown_unit)


def typed(dossier: Dossier) -> str:
    """The forest plot in characters."""
    lines = [(f"{n} {_short(w.source, 24)}", w.interval, w.value) for n, w in enumerate(dossier.witnesses, 1)]
    picture = "\n".join(bars.forest([*lines, ("reconciled", dossier.reconciled, dossier.value)]))
    return f'<pre role="img" aria-label="Intervals on one axis; the list below gives them in words">{escape(picture)}</pre>'
