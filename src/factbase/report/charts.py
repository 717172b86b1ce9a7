"""Pictures of figures as SVG: declarative Vega-Lite specifications from Altair, drawn by vl-convert without any network.

Colours in the drawing are names of CSS variables, so that one picture serves light, dark and paper.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, Literal

from factbase.model import Interval
from factbase.report import bars
from factbase.report.errors import needs
from factbase.report.words import quantity, span

WIDTH = 430
"""Points that the axis is wide: text stays legible when a phone shrinks it."""
_ROW = 40
_LOG_FROM = 12
"""Ratio of greatest to least end from which the axis is logarithmic."""

_INK = {"ink": "#101011", "muted": "#606162", "grid": "#d0d1d2", "band": "#b0b1e2", "odd": "#c02021", "fits": "#206051"}
"""Stand-in colours that the drawing is made with, by the CSS variable that takes their place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One interval of a forest plot.

    Attributes:
        label: who says it.
        interval: what is allowed, None where it could not be converted.
        value: the stated amount, None for a range.
        role: `odd` where it cannot be right together with others, else `fits`.
    """

    label: str
    interval: Interval | None
    value: Decimal | None
    role: Literal["odd", "fits"]


def drawn() -> bool:
    """Whether the libraries that draw are installed."""
    return all(find_spec(module) is not None for module in ("altair", "vl_convert"))


def forest(lines: list[Line], reconciled: Interval, value: Decimal, unit: str) -> str:
    """A forest plot as SVG text: each claim an interval with its stated amount, the reconciled interval a band behind them.

    Raises:
        ExportError: where Altair or vl-convert is not installed.
    """
    alt = needs("altair", "charts")
    vl_convert = needs("vl_convert", "charts")
    shown = [line for line in lines if line.interval is not None]
    low, high = bars.bounds([*(line.interval for line in shown if line.interval), reconciled])
    ends = [e for line in shown if line.interval for e in (line.interval.low, line.interval.high) if e is not None and e > 0]
    log = bool(ends) and min(ends) > 0 and max(ends) / min(ends) > _LOG_FROM
    if log:
        low, high = min(ends) / Decimal("1.6"), max(ends) * Decimal("1.6")
    axis = _axis(alt, float(low), float(high), unit, log)
    rows = [_row(n, line, float(low), float(high)) for n, line in enumerate(shown)]
    layers = [*_band(alt, reconciled, value, float(low), float(high), axis), *_claims(alt, rows, axis)]
    chart = (
        alt.layer(*layers)
        .properties(width=WIDTH, height=_ROW * max(1, len(shown)) + 8, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure(font="system-ui, sans-serif")
    )
    return _themed(vl_convert.vegalite_to_svg(chart.to_dict()), lines, reconciled, unit)


def _row(n: int, line: Line, low: float, high: float) -> dict[str, Any]:
    assert line.interval is not None
    a, b = line.interval.low, line.interval.high
    return {
        "n": n,
        "label": line.label,
        "low": low if a is None else max(low, float(a)),
        "high": high if b is None else min(high, float(b)),
        "value": None if line.value is None else float(line.value),
        "open": "low" if a is None else "high" if b is None else "",
        "role": line.role,
    }


def _axis(alt: Any, low: float, high: float, unit: str, log: bool) -> Any:
    large = max(abs(low), abs(high))
    divisor, letter = next(((d, name) for d, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")) if large >= d), (1.0, ""))
    step = (high - low) / 5 / divisor
    digits = max(0, -math.floor(math.log10(step))) if step > 0 else 0
    label = f"format(datum.value / {divisor}, ',.{digits}f') + '{letter}'"
    if log:
        label = (
            "datum.value >= 1e12 ? format(datum.value / 1e12, ',~r') + 'tn'"
            " : datum.value >= 1e9 ? format(datum.value / 1e9, ',~r') + 'bn'"
            " : datum.value >= 1e6 ? format(datum.value / 1e6, ',~r') + 'm'"
            " : format(datum.value, ',~r')"
        )
    title = {"%": "percent"}.get(unit, unit) + (", logarithmic" if log else "")
    return alt.X(
        "low:Q",
        title=title,
        scale=alt.Scale(domain=[low, high], nice=False, zero=False, type="log" if log else "linear"),
        axis=alt.Axis(
            labelExpr=label,
            **({"values": ticks(low, high)} if log else {"tickCount": 5}),
            labelOverlap=True,
            gridColor=_INK["grid"],
            domainColor=_INK["muted"],
            tickColor=_INK["muted"],
            labelColor=_INK["ink"],
            titleColor=_INK["muted"],
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
        ),
    )


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values between two positive ends, as many as a logarithmic axis has room for."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for steps in ((1, 2, 5), (1, 3), (1,)):
        found = [s * 10.0**e for e in range(first, last + 1) for s in steps if low <= s * 10.0**e <= high]
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / most)]


def _band(alt: Any, reconciled: Interval, value: Decimal, low: float, high: float, axis: Any) -> list[Any]:
    ends = {
        "low": low if reconciled.low is None else max(low, float(reconciled.low)),
        "high": high if reconciled.high is None else min(high, float(reconciled.high)),
        "value": float(value),
    }
    base = alt.Chart(alt.Data(values=[ends]))
    layers = [base.mark_rect(color=_INK["band"], opacity=0.45).encode(x=axis, x2="high:Q")]
    if low <= float(value) <= high:
        layers.append(base.mark_rule(color=_INK["muted"], strokeDash=[4, 3]).encode(x="value:Q"))
    return layers


def _claims(alt: Any, rows: list[dict[str, Any]], axis: Any) -> list[Any]:
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("n:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    colour = alt.Color("role:N", legend=None, scale=alt.Scale(domain=["odd", "fits"], range=[_INK["odd"], _INK["fits"]]))
    drop = 9
    layers = [
        base.mark_text(align="left", baseline="middle", dx=2, dy=-10, fontSize=12.5, color=_INK["ink"], limit=WIDTH - 6).encode(
            x=alt.value(0), y=y, text="label:N"
        ),
        base.mark_rule(strokeWidth=3, yOffset=drop).encode(x=axis, x2="high:Q", y=y, color=colour),
        base.mark_tick(thickness=2, size=11, yOffset=drop).encode(x=axis, y=y, color=colour),
        base.mark_tick(thickness=2, size=11, yOffset=drop).encode(x="high:Q", y=y, color=colour),
        base.mark_point(filled=True, size=70, opacity=1, yOffset=drop)
        .encode(
            x="value:Q",
            y=y,
            color=colour,
            shape=alt.Shape("role:N", legend=None, scale=alt.Scale(domain=["odd", "fits"], range=["diamond", "circle"])),
        )
        .transform_filter("datum.value !== null"),
    ]
    for end, shape in (("low", "triangle-left"), ("high", "triangle-right")):
        layers.append(
            base.mark_point(filled=True, size=80, opacity=1, shape=shape, yOffset=drop)
            .encode(x=alt.X(f"{end}:Q"), y=y, color=colour)
            .transform_filter(f"datum.open === '{end}'")
        )
    return layers


def _themed(svg: str, lines: list[Line], reconciled: Interval, unit: str) -> str:
    """The drawing with CSS variables for colours, of any width, and with a description for those who cannot see it."""
    from html import escape

    for name, colour in _INK.items():
        svg = re.sub(re.escape(colour), f"var(--{name})", svg, flags=re.IGNORECASE)
    lines_told = "; ".join(
        f"{line.label}: {span(line.interval, unit) if line.interval else 'not convertible'}"
        + (f", stated {quantity(line.value, unit)}" if line.value is not None and line.interval else "")
        for line in lines
    )
    text = f"Intervals on one axis. {lines_told}. Reconciled: {span(reconciled, unit)}."
    opening = re.search(r"<svg[^>]*>", svg)
    assert opening
    box = re.search(r'viewBox="[^"]*"', opening.group())
    assert box
    told = escape(text)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box.group()} role="img" aria-label="{told}"><title>{told}</title>'
    return svg.replace(opening.group(), head, 1)


_LIGHT = {"ink": "#1b1d21", "muted": "#585d66", "grid": "#e3e5e0", "band": "#bcd3ee", "odd": "#b3261e", "fits": "#1d6b4f"}
_DARK = {"ink": "#e8e9e6", "muted": "#a7adb5", "grid": "#3a3f46", "band": "#2f4a6b", "odd": "#ff8a80", "fits": "#6fd3a8"}


def standalone(svg: str) -> str:
    """A picture as a file of its own, with its colours for light and dark inside."""

    def rules(colours: dict[str, str]) -> str:
        return "svg{" + "".join(f"--{name}:{colour};" for name, colour in colours.items()) + "}"

    style = f"<style>{rules(_LIGHT)}@media (prefers-color-scheme: dark){{{rules(_DARK)}}}</style>"
    return svg.replace("</title>", f"</title>{style}", 1) + "\n"
