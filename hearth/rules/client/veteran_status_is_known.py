"""It is known of every adult whether they are a veteran.

HUD: 3.07 Veteran Status. Whoever was an adult in any stay, or whose age is not known, is asked.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-66",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "VeteranStatus"

SQL = """
select distinct PersonalID as key from facts.stay
where VeteranStatus in (8, 9, 99) and is_adult
"""
