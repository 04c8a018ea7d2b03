"""A referral gets its result in time.

HUD: 4.20 Coordinated Entry Event, referrals to housing, shelter or a voucher. How long is too long is the
community's own limit.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-100",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Event", "ResultDate"

SQL = """
select EventID as key from kept.Event
where Event in (10, 11, 12, 13, 14, 15, 17, 18) and ResultDate is null
  and getvariable('export_end') - EventDate > getvariable('days_referral_open')
"""
