"""The yearly self-check of what the software cannot see."""
