"""What holds for every patient there could be, decided by Z3 on formulas of the same rules."""
