"""The files of a client: what is there, what is missing for housing, open one, add one."""
