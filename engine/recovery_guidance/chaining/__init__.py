"""From facts and rules to activations: forward chaining on durable-rules, and the same in plain Python."""
