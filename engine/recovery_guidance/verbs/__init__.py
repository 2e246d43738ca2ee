"""The verbs of the command line, a module for each of the people who use it; loaded when they are called."""
