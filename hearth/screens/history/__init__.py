"""The history of records: changes, readings, exports, and how things stood on a day."""
