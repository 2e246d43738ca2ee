"""A small protocol for tests, in texts by file name, and ways to change it."""

from recovery_guidance.reading.load import load_texts

GIVES = "weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg"
"""The line that the source P01 has wherever it is cited."""

HEAD = """\
protocol: small
title: Small operation
version: 0.1.0
status: draft
default stance: typical
"""

SOURCES = """\
sources:
  P01:
    title: A leaflet
    kind: leaflet
    patients: same operation
    for whom: invented patients
    seen: page
  A01:
    title: A page that collects leaflets
    kind: aggregator
"""

ITEMS = """\
items:
  leg pain:
    question: How bad is the pain in your leg?
    type: scale 0 to 10
    worse: higher
    shelf life: 7 days
    uncomplicated: 0/10
  opioids:
    question: Have you taken an opioid?
    type: yes or no
    worse: yes
    uncomplicated: no
  wound trouble:
    question: Is the wound red or wet?
    type: yes or no
    worse: yes
    if not stated: no
  saddle numbness:
    question: Is it numb between your legs?
    type: yes or no
    worse: yes
    if not stated: no
  walking tolerance:
    question: How many minutes can you walk?
    type: number
    unit: min
    from: 0
    to: 600
    worse: lower
    uncomplicated: 60 min
"""

RUNNING = """\
thresholds:
  running from:
    unit: weeks
    stricter: higher
    restrictive: 12
    typical: 10
    liberal: 6
    source:
      P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg

milestones:
  calm:
    when all:
      - leg pain at most 2/10
      - opioids is no
    source:
      P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg

activities:
  running:
    title: Running
    allowed when all:
      - week at least running from
      - calm
      - walking tolerance at least 30 min
    not yet when:
      open wound:
        when any:
          - wound trouble is yes
        until: the wound is closed
        because: sweat gets into it
        source:
          P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg
    patient: Start short.
    source:
      P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg

limits:
  lifting:
    unit: kg
    by week:
      0 to 6:
        all: 5 kg
        source:
          P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg
      from 6:
        restrictive: 10 kg
        typical: 20 kg
        liberal: none
        source:
          P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg

escalations:
  saddle numbness:
    urgency: emergency
    when any:
      - saddle numbness is yes
    patient: Go to an emergency department now.
    source:
      P01: weeks 6, 10 and 12; 5, 6, 10, 20 and 30 kg
"""

TEXTS = {
    "protocol.yaml": HEAD,
    "sources.yaml": SOURCES,
    "items.yaml": ITEMS,
    "running.yaml": RUNNING,
}


def small(*changes):
    """The small protocol; each change is the old words and the new ones, which stand in one file."""
    return load_texts(texts(*changes))


def texts(*changes):
    """The small protocol's texts, with changes."""
    changed = dict(TEXTS)
    for old, new in changes:
        (name,) = [name for name, text in changed.items() if old in text]
        assert changed[name].count(old) == 1, f"{old!r} stands there more than once"
        changed[name] = changed[name].replace(old, new)
    return changed
