"""Rules about a household: enrollments of one project that share a HouseholdID."""
