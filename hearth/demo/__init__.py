"""A believable, obviously fake community to try Hearth with, and the generator that makes it."""
