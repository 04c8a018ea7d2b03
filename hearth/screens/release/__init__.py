"""A release of information: asked, signed, read again, taken back; the list of those that need attention; the texts."""
