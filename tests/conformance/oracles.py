"""Where the data lies that HUD's test kit and Data Lab published: beside the checkout."""

from pathlib import Path

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"
TEST_KIT = ORACLES / "hud_testkit_fy21"
DATA_LAB = ORACLES / "datalab_fy26"
