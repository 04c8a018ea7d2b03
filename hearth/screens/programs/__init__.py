"""The programs and who is in them."""
