"""Rules about a project and its descriptors."""
