"""See what a form asks in a project, why each question is there, and why others are not."""
