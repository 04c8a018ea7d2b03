"""The person who is logged in: switch the agency."""
