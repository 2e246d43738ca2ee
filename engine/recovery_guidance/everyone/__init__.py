"""All patients there could be, at once: the space they lie in, and functions over it."""
