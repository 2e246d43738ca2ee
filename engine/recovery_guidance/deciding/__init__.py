"""From activations to verdicts: the decision, a surgeon's orders, later days, and what is still needed."""
