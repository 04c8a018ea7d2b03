"""A client's record on paper: the client's own copy, or a packet for housing or another agency."""
