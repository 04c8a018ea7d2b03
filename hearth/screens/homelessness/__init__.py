"""How long a client has been homeless: month by month, with what proves it."""
