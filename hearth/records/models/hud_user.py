"""User.csv."""

from hearth.records.fields.user import UserFields
from hearth.records.models.record import Record, tracked


@tracked
class HUDUser(Record, UserFields):
    """5.07 Who entered data, as the CSV names them. Imported users never log in; see account.py for those who do."""

    hud_file = "User"
