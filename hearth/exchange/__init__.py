"""The door for files: exports come in, exports and snapshots go out."""
