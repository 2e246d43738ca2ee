Feature: Walking
  Walking short and often is open from the day of the operation and needs no test.
  Thirty minutes without stopping is expected later, and step counts only encourage.

  Scenario Outline: Walking needs nothing but a start
    Given a patient on day <day>
    And the stance is <stance>
    Then walking is allowed because of walking/walking/allowed

    Examples:
      | day | stance      |
      | 0   | typical     |
      | 0   | restrictive |
      | 0   | liberal     |
      | 90  | typical     |

  Scenario: Walking with a foot drop is walking with care
    Given a patient on the day of the operation
    And foot drop is yes
    Then walking is with care because of hazards/footing/with care/foot drop

  Scenario: After a flare, keep walking with care
    Given a patient 3 weeks after the operation
    And flare in last 14 days is yes
    Then walking is with care because of walking/walking/with care/setback

  Scenario Outline: A warning sign makes it walking with care until it was seen
    Given a patient 2 weeks after the operation
    And <sign> is yes
    Then walking is with care because of walking/walking/with care/medical concern

    Examples:
      | sign          |
      | new weakness  |
      | calf swelling |
      | fever         |
      | wound trouble |

  Scenario Outline: Who may have a leak of spinal fluid lies flat
    Given a patient 2 weeks after the operation
    And <sign> is <told>
    Then walking is <verdict> because of walking/walking/<rule>
    And the phase is <phase>
    And the advice <says> walking/several times a day

    Examples:
      | sign                   | told    | verdict | rule               | phase       | says             |
      | clear fluid from wound | yes     | not yet | not yet/fluid leak | lying flat  | does not include |
      | upright headache       | yes     | not yet | not yet/fluid leak | lying flat  | does not include |
      | bulge by the wound     | yes     | not yet | not yet/fluid leak | lying flat  | does not include |
      | bulge by the wound     | unknown | unknown | not yet/fluid leak | lying flat  | does not include |
      | bulge by the wound     | no      | allowed | allowed            | building up | includes         |

  Scenario Outline: Thirty minutes without stopping, leg free of pain
    Given a patient on day <day>
    And the stance is <stance>
    And leg pain is 0/10
    And back pain is 3/10
    Then long walk is <verdict> because of walking/long walk/allowed

    Examples:
      | stance      | day | verdict |
      | typical     | 27  | not yet |
      | typical     | 28  | allowed |
      | restrictive | 41  | not yet |
      | restrictive | 42  | allowed |
      | liberal     | 13  | not yet |
      | liberal     | 14  | allowed |

  Scenario: A long walk needs the two pain scores and no more
    Given a patient 4 weeks after the operation
    Then long walk is unknown
    And long walk needs leg pain, back pain

  Scenario: A long walk opens in week 4 if the pain is low
    Given a patient 1 week after the operation
    Then long walk is not yet because of walking/long walk/allowed
    And long walk opens in week 4

  Scenario Outline: Pain and the long walk
    Given a patient 5 weeks after the operation
    And leg pain is <leg>
    And back pain is <back>
    Then long walk is <verdict> because of <rule>

    Examples:
      | leg  | back | verdict   | rule                                       |
      | 1/10 | 0/10 | with care | walking/long walk/with care/mild leg pain  |
      | 2/10 | 0/10 | with care | walking/long walk/with care/mild leg pain  |
      | 3/10 | 0/10 | not yet   | walking/long walk/not yet/leg pain         |
      | 0/10 | 4/10 | with care | walking/long walk/with care/back pain      |
      | 0/10 | 5/10 | with care | walking/long walk/with care/back pain      |
      | 0/10 | 6/10 | not yet   | walking/long walk/not yet/strong back pain |

  Scenario Outline: Leg pain that changes closes the long walk
    Given a patient 5 weeks after the operation
    And everything else is uncomplicated
    And <sign> is yes
    Then long walk is not yet because of walking/long walk/not yet/leg pain

    Examples:
      | sign                  |
      | new or worse leg pain |
      | leg pain moving down  |

  Scenario: A settled flare makes it a long walk with care
    Given a patient 5 weeks after the operation
    And everything else is uncomplicated
    And flare in last 14 days is yes
    Then long walk is with care because of walking/long walk/with care/flare

  Scenario: A foot drop makes it a long walk with care
    Given a patient 5 weeks after the operation
    And everything else is uncomplicated
    And foot drop is yes
    Then long walk is with care because of hazards/footing/with care/foot drop

  Scenario: A warning sign closes the long walk
    Given a patient 5 weeks after the operation
    And everything else is uncomplicated
    And calf swelling is yes
    Then long walk is not yet because of walking/long walk/not yet/medical concern

  Scenario: Advice of the first week
    Given a patient on day 6
    Then the advice includes walking/first week
    And the advice includes walking/minutes in the first week
    And the advice does not include walking/weeks 1 to 4
    And the advice includes walking/steps early on
    And the advice includes walking/laps near home
    And the advice includes walking/sudden drop in steps

  Scenario: Advice from day 7
    Given a patient on day 7
    Then the advice does not include walking/first week
    And the advice does not include walking/minutes in the first week
    And the advice includes walking/weeks 1 to 4
    And the advice does not include walking/from week 4

  Scenario: Advice from week 4
    Given a patient on day 28
    Then the advice does not include walking/weeks 1 to 4
    And the advice includes walking/from week 4

  Scenario Outline: Few steps at week 6 bring a prompt and close nothing
    Given a patient on day <day>
    And steps per day is <steps> steps
    Then the advice <says> walking/few steps
    And walking is allowed

    Examples:
      | day | steps | says             |
      | 41  | 3000  | does not include |
      | 42  | 3499  | includes         |
      | 42  | 3500  | does not include |

  Scenario: Step goals end at week 6
    Given a patient on day 42
    Then the advice does not include walking/steps early on

  Scenario: Leg pain that lasts over 48 hours keeps walks short
    Given a patient 5 weeks after the operation
    And leg pain over 48 hours is yes
    And everything else is uncomplicated
    Then long walk is not yet because of walking/long walk/not yet/leg pain
    And walking is with care

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                   | activity  | rule                                       |
      | new or worse leg pain  | long walk | walking/long walk/not yet/leg pain         |
      | leg pain moving down   | long walk | walking/long walk/not yet/leg pain         |
      | leg pain returned      | long walk | walking/long walk/not yet/leg pain         |
      | calf swelling          | long walk | walking/long walk/not yet/medical concern  |
      | severe back pain       | long walk | walking/long walk/not yet/strong back pain |
      | leg pain over 48 hours | long walk | walking/long walk/not yet/leg pain         |

  Scenario Outline: What is there, or is not ruled out, asks for care
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is with care because of <rule>

    Examples:
      | told                                    | activity  | rule                                      |
      | flare in last 14 days is unknown        | long walk | walking/long walk/with care/flare         |
      | second flare in last 14 days is yes     | long walk | walking/long walk/with care/flare         |
      | second flare in last 14 days is unknown | long walk | walking/long walk/with care/flare         |
      | pain not settled in 24 hours is yes     | long walk | walking/long walk/with care/flare         |
      | pain not settled in 24 hours is unknown | long walk | walking/long walk/with care/flare         |
      | foot drop is unknown                    | long walk | hazards/footing/with care/foot drop       |
      | foot drop is unknown                    | walking   | hazards/footing/with care/foot drop       |
      | calf swelling is unknown                | walking   | walking/walking/with care/medical concern |
      | both legs affected is unknown           | walking   | walking/walking/with care/medical concern |
      | leg pain returned is unknown            | walking   | walking/walking/with care/setback         |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient 6 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item          | rule              |
      | steps per day | walking/few steps |

  Scenario Outline: The steps to expect, in the other stances
    Given a patient 6 weeks after the operation
    And the stance is <stance>
    And steps per day is <steps> steps
    Then the advice <says> walking/few steps

    Examples:
      | stance      | steps | says             |
      | restrictive | 3499  | includes         |
      | restrictive | 3500  | does not include |
      | liberal     | 3499  | includes         |
      | liberal     | 3500  | does not include |

  Scenario Outline: The last day of each advice
    Given a patient on day <day>
    Then the advice <says> walking/<advice>

    Examples:
      | day | advice         | says             |
      | 27  | weeks 1 to 4   | includes         |
      | 28  | weeks 1 to 4   | does not include |
      | 27  | from week 4    | does not include |
      | 28  | from week 4    | includes         |
      | 41  | steps early on | includes         |
      | 42  | steps early on | does not include |

  Scenario: A long walk waits until the leg pain is told
    Given a patient 4 weeks after the operation
    And everything else is uncomplicated
    And leg pain is unknown
    Then long walk is unknown because of walking/long walk/allowed
    And long walk needs leg pain

  Scenario: Leg pain that came back closes the long walk, but where it is mild, short and early
    Given a patient 4 weeks after the operation
    And leg pain returned is yes
    And leg pain is 2/10
    And return under 48 hours is no
    And returned no lower is yes
    And everything else is uncomplicated
    Then long walk is not yet because of walking/long walk/not yet/leg pain
    Given return under 48 hours is yes
    Then long walk is with care because of walking/long walk/with care/mild leg pain
