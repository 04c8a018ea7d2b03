"""Codes of the standard in words, as screens show them."""

from hearth.hud.words import service_words, words_for

__all__ = ["service_words", "words_for"]
