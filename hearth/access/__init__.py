"""Who may see and do what: viewers, the rows they see, their rights, and search on their behalf."""
