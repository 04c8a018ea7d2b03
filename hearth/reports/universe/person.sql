-- The universe: one row per scope and client, with ids and derived answers only. No name, date of birth or SSN is in
-- it, so it can be stored with a run and any cell reopened. The scope 'report' has all active clients, 'quality' those
-- whom the data quality tables look at, 'open' those whose stay was long open (Q6f), 'parenting' the households of
-- parenting youth (Q27b).
-- Source: APR Programming Specifications and Glossary, as each step says.
from served
union all by name
from checked
union all by name
from long_open
union all by name
from parenting
