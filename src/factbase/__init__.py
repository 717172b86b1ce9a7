"""factbase: a cross-source fact-reconciliation knowledge base."""

__version__ = "0.1.0"
