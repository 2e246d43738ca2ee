"""`python -m recovery_guidance`: the command line."""

from .verbs.command import main

main(prog_name="recovery")
