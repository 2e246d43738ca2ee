"""The nouns, as frozen values: what a protocol says, what is told about a patient, what may be wrong."""
