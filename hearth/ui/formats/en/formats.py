"""Dates as people say them: 12 Mar 2026."""

DATE_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, g:i a"
SHORT_DATETIME_FORMAT = "j M Y, g:i a"
TIME_FORMAT = "g:i a"
MONTH_DAY_FORMAT = "j M"
YEAR_MONTH_FORMAT = "M Y"
