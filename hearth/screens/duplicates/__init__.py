"""Records of one person: a worker's flag, the review queue, merging and its undo."""
