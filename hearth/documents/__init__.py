"""Printed documents: tagged PDF made by typst. Knows Django's words and dates, and nothing of ours."""

from hearth.documents.pdf import DocumentRefused, pdf

__all__ = ["DocumentRefused", "pdf"]
