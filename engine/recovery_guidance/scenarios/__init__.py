"""Feature files: played, covered, and tried against rules with a slip in them."""
