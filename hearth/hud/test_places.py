"""Every place of HUD's list has its definition and the words that find it."""

from hearth.hud.places import places
from hearth.hud.standard import standard


def test_each_place_of_the_list_is_told_and_no_other() -> None:
    told = {code for code, one in places().items() if one.means.endswith(".") and one.words}
    assert told == set(places()) == set(standard().lists["3.12.1"].labels)
