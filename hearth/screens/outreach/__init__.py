"""Outreach: whom a worker met, where they are staying, and who engaged."""
