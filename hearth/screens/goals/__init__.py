"""Goals of a stay."""
