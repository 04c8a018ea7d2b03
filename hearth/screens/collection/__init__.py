"""The questions of one stage, person by person: intake, update, annual assessment, exit and afterwards."""
