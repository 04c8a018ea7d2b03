"""HUD's performance reports: the CoC APR."""
