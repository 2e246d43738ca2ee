"""From guidance to what is said: reasons, text for people, JSON for programs."""
