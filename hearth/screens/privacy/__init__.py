"""What a client released, what stays private, and what agencies share."""
