"""What people do to records: one file per verb. An action checks the right, the rules, and writes in one change."""
