"""What changes between two versions of a protocol, for whom, decided over all patients."""
