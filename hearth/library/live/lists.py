"""The live lists there are, in the order in which they are offered."""

from hearth.library.live.activity import STAFF_ACTIVITY
from hearth.library.live.auto_exits import AUTO_EXITS
from hearth.library.live.caseload import CASELOAD
from hearth.library.live.duplicates import DUPLICATES
from hearth.library.live.live import Live
from hearth.library.live.own_services import OWN_SERVICES
from hearth.library.live.people import PEOPLE
from hearth.library.live.releases_ending import RELEASES_ENDING

LIVE: dict[str, Live] = {
    live.listing.code: live
    for live in (CASELOAD, OWN_SERVICES, RELEASES_ENDING, AUTO_EXITS, DUPLICATES, PEOPLE, STAFF_ACTIVITY)
}
