"""Forms that follow from the standard: what hearth.hud asks, as Django forms."""
