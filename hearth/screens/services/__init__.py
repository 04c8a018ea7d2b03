"""Record a service for members of a household."""
