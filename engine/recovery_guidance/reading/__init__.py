"""From the text of a rule file to its values: YAML, conditions on one line, names, numbers with their places."""
