"""A small protocol with its scenarios, written into a folder: what living documentation is tested on."""

from textwrap import dedent

FILES = {
    "rules/knee/protocol.yaml": """
        protocol: knee
        title: Knee
        version: 0.1.0
        status: draft
        default stance: typical
        """,
    "rules/knee/items.yaml": """
        items:
          leg pain:
            question: How bad is the pain in your leg?
            type: scale 0 to 10
            worse: higher
            uncomplicated: 0/10
          foot drop:
            question: Does your foot drop?
            type: yes or no
            worse: yes
            uncomplicated: no
          numb:
            question: Are you numb between your legs?
            type: yes or no
            worse: yes
            if not stated: no
        sources:
          P1:
            title: A leaflet
            publisher: A clinic
            link: https://example.org/leaflet
            kind: leaflet
        thresholds:
          jog from:
            unit: weeks
            stricter: higher
            restrictive: 12
            typical: 10
            liberal: 6
            source: P1
        """,
    "rules/knee/jogging.yaml": """
        findings:
          leg:
            weak:
              when any:
                - foot drop is yes
                - leg pain is 10/10
            strong: otherwise
            source: P1
        phases:
          early:
            title: Early weeks
            when all:
              - day at least 0 days
            source: none found
        activities:
          jog:
            title: Jogging
            allowed when all:
              - week at least jog from
              - leg pain at most 2/10
            not yet when:
              weak leg:
                when any:
                  - leg is weak
                until: the leg is strong
                because: a weak leg gives way
                source: none found
            patient: Start slowly.
            source: P1
        limits:
          lifting:
            title: Lifting
            unit: kg
            by week:
              0 to 6:
                all: 5 kg
                source: P1
              from 6:
                all: none
                source: P1
        escalations:
          numb:
            urgency: emergency
            when any:
              - numb is yes
            patient: Go to an emergency department now.
            source: none found
        """,
    "features/knee/jogging.feature": """
        Feature: Jogging
          When a patient may jog.

          Scenario Outline: The week of the first jog
            Given a patient on day <day>
            And the stance is <stance>
            And everything else is uncomplicated
            Then jog is <verdict>

            Examples:
              | stance      | day | verdict |
              | restrictive | 83  | not yet |
              | restrictive | 84  | allowed |
              | typical     | 69  | not yet |
              | typical     | 70  | allowed |
              | liberal     | 41  | not yet |
              | liberal     | 42  | allowed |

          Scenario Outline: Pain
            Given a patient 12 weeks after the operation
            And everything else is uncomplicated
            And leg pain is <pain>
            Then jog is <verdict> because of <rule>

            Examples:
              | pain  | verdict | rule                        |
              | 2/10  | allowed | jogging/jog/allowed         |
              | 3/10  | not yet | jogging/jog/allowed         |
              | 9/10  | not yet | jogging/jog/allowed         |
              | 10/10 | not yet | jogging/jog/not yet/weak leg |

          Scenario: A weak leg
            Given a patient 12 weeks after the operation
            And everything else is uncomplicated
            And foot drop is yes
            Then jog is not yet because of jogging/jog/not yet/weak leg

          Scenario: Nothing is known
            Given a patient 12 weeks after the operation
            Then jog is unknown
            And jog needs foot drop, leg pain

          Scenario: The first day
            Given a patient on the day of the operation
            Then lifting is limited to 5 kg because of jogging/lifting/weeks 0 to 6
            And there is no urgency
            And the phase is early

          Scenario Outline: Lifting
            Given a patient on day 41
            And the stance is <stance>
            Then lifting is limited to 5 kg because of jogging/lifting/weeks 0 to 6

            Examples:
              | stance      |
              | restrictive |
              | typical     |
              | liberal     |

          Scenario: Lifting later
            Given a patient on day 42
            Then lifting is not limited

          Scenario: Numb
            Given a patient on day 42
            And numb is yes
            Then the urgency is emergency because of jogging/numb

          Scenario: Nobody asked
            Given a patient on day 42
            And numb is unknown
            Then jogging/numb is asked first
        """,
}

PROMISED = (
    "escalations:\n",
    """guarantees:
  nobody jogs in pain:
    never: jog allowed
    when all:
      - leg pain at least 3/10
    because: pain comes first
    source: P1
  nobody jogs on a dropping foot:
    never: jog allowed
    when all:
      - foot drop is yes
    source: none found
  little is lifted at first:
    at most: lifting 5 kg
    when all:
      - week less than 6 weeks
    source: P1
accepted:
  the jog of an example:
    oddity: closes with time
    about: jogging/jog/allowed
    because: it is an example
escalations:
""",
)
"""For `rules` of `write_knee`: three guarantees that hold, and an acceptance."""
IN_PAIN = ("leg pain at most 2/10", "leg pain at most 3/10")
"""The same: a slip that refutes the first of them."""


def write_knee(folder, rules=(), feature=()):
    """The protocol and its scenarios below `folder`; `rules` and `feature` are pairs of texts to
    exchange in the topic's files. The protocol's folder."""
    changes = {"jogging.yaml": rules, "jogging.feature": feature}
    for name, text in FILES.items():
        content = dedent(text).lstrip()
        for old, new in changes.get(name.rsplit("/", 1)[-1], ()):
            assert old in content, f"{old!r} is not in {name}"
            content = content.replace(old, new)
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, "utf-8")
    return folder / "rules/knee"
