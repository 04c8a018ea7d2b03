"""The nights of a shelter: who is there, who is expected, which bed is whose."""
