"""A claim made ready for comparison: names folded, words stemmed, time placed, once for all its comparisons."""

from factbase.reconcile.views.view import View, spans, view

__all__ = ["View", "spans", "view"]
