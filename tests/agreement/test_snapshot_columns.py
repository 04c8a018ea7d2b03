"""What a snapshot of the live records leaves out (hearth/exchange/snapshot.py), no report asks for."""

import re

from hearth.site.environment import CHECKOUT

LEFT_OUT = {"DateUpdated", "ExportID", "UserID"}


def test_no_report_asks_for_what_a_snapshot_leaves_out() -> None:
    texts = [
        path
        for path in (CHECKOUT / "hearth" / "reports").rglob("*.*")
        if path.suffix in (".sql", ".py") and not path.name.startswith("test_")
    ]
    asking = [path for path in texts if LEFT_OUT.intersection(re.findall(r"\w+", path.read_text("utf-8")))]
    assert len(texts) > 100
    assert not asking
