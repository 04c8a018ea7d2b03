"""Set up agencies and programs: what they are, their services, units and beds, and changes of inventory."""
