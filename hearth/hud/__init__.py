"""The HUD data standard as data. Standard library only; usable alone."""
