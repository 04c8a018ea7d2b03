"""The PATH Annual Report of SAMHSA (Projects for Assistance in Transition from Homelessness)."""
