"""What helps an author: checks, schemas, one layout, new files, and rules told in sentences."""
