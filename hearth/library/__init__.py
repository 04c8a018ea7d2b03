"""Reports run for a viewer: asked for, kept with their numbers, opened cell by cell."""
