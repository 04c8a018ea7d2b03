"""How a client is reached, and who works with them."""
