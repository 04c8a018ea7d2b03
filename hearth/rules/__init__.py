"""Sentences about records: one small file each. The path of a rule is its name.

A rule file holds, in order: its sentence and source; IDS, the checks of HUD's field that it states; the severity at
entry, in an import and in data quality; optionally `broken`, pure Python for the moment of entry; optionally SQL, the
same sentence over a whole data set. `FILE` and `COLUMN` say where its findings are shown.

SQL gives one row per breach with the column `key`, the primary key of the row at fault in FILE. It may also give
`"column"`, `file` and `id`, where these differ from row to row. It reads `kept.<File>` (HUD's tables without deleted
rows), the tables of `hearth.rules.tables`, and its settings with getvariable().
"""
