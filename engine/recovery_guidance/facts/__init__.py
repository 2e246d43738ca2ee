"""From what was told about a patient on many days to the facts of one day."""
