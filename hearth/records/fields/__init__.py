"""Abstract models with HUD's columns, one per CSV file. Generated; see hearth/records/generate_fields.py."""
