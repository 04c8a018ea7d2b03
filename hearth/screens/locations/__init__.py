"""Where a client can be found."""
