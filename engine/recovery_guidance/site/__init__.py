"""The living documentation: static pages of a protocol, its scenarios and how they went."""
