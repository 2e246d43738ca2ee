"""What is told about one patient: case files, orders and overlays, read and written."""
