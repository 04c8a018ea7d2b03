"""What our own scripts never do in a browser."""

import re

from tests.architecture.source import files, shown

STORAGE = re.compile(r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bcaches\.|document\.cookie")


def test_no_script_of_ours_keeps_anything_in_the_browser() -> None:
    """ASV-04: nothing of a client stays in a browser's storage."""
    scripts = [path for path in files(".js", "hearth/ui/static/ui/") if path.is_file()]
    assert scripts
    assert [shown(path) for path in scripts if STORAGE.search(path.read_text(encoding="utf-8"))] == []
