"""Every scenario of every feature file, on every engine that can be used here."""

from pytest_bdd import scenarios

scenarios("../features")
