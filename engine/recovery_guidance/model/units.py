"""Units, and the exact factors between them, as text: whoever converts chooses the arithmetic."""

from __future__ import annotations

# Exact factors; the first word of each family is the one that values are kept in.
UNITS: dict[str, dict[str, str]] = {
    "kg": {"lb": "0.45359237", "g": "0.001"},
    "min": {"h": "60", "hours": "60", "hour": "60", "minutes": "1"},
    "km": {"miles": "1.609344", "mile": "1.609344", "m": "0.001"},
    "days": {"day": "1", "weeks": "7", "week": "7"},
    "weeks": {"week": "1"},
    "years": {"year": "1"},
    "seconds": {"s": "1", "second": "1", "min": "60"},
    "°C": {"C": "1"},
    "%": {},
    "cm": {},
    "repetitions": {"repetition": "1", "times": "1"},
    "steps": {"step": "1"},
    "points": {"point": "1"},
    "times": {"time": "1"},
    "sessions": {"session": "1"},
}
COUNTED = {"repetitions", "steps", "points", "times", "sessions", ""}
"""Units that may be left out: nobody takes 20 calf raises for 20 of something else."""
