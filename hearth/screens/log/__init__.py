"""The log as a lead reads it: alerts, readings, logins, reviews, seals."""
