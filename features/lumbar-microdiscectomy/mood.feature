Feature: Mood
  What two questions about mood lead to: nothing, a second look, or a talk with the family doctor.
  Thoughts of self-harm go to the crisis line. A crisis comes before everything else; low mood opens and closes nothing.

  Scenario Outline: The two answers are added up
    Given a patient 6 weeks after the operation
    And low interest is <interest>
    And low mood is <mood>
    Then the urgency is routine because of mood/low mood
    And the advice includes mood/crisis line
    And the advice does not include mood/keep an eye

    Examples:
      | interest | mood |
      | 3/3      | 0/3  |
      | 0/3      | 3/3  |
      | 2/3      | 1/3  |
      | 1/3      | 2/3  |
      | 2/3      | 2/3  |
      | 3/3      | 3/3  |

  Scenario Outline: A sum of 2 is worth an eye
    Given a patient 6 weeks after the operation
    And low interest is <interest>
    And low mood is <mood>
    Then there is no urgency
    And the advice includes mood/keep an eye
    And the advice includes mood/crisis line

    Examples:
      | interest | mood |
      | 2/3      | 0/3  |
      | 1/3      | 1/3  |
      | 0/3      | 2/3  |

  Scenario Outline: A sum of 0 or 1 is clear
    Given a patient 6 weeks after the operation
    And low interest is <interest>
    And low mood is <mood>
    Then there is no urgency
    And the advice does not include mood/keep an eye
    And the advice does not include mood/crisis line

    Examples:
      | interest | mood |
      | 0/3      | 0/3  |
      | 1/3      | 0/3  |
      | 0/3      | 1/3  |

  Scenario: One answer of nearly every day is enough
    Given a patient 6 weeks after the operation
    And low mood is 3/3
    Then the urgency is routine because of mood/low mood

  Scenario: Thoughts of self-harm
    Given a patient 6 weeks after the operation
    And hopelessness or self-harm is yes
    Then the urgency is crisis because of mood/crisis

  Scenario: Self-harm is not assumed, and the answer says so
    Given a patient 6 weeks after the operation
    Then there is no urgency
    And hopelessness or self-harm is assumed to be no

  Scenario Outline: The weeks in which to ask
    Given a patient <day> days after the operation
    Then the advice includes mood/when to ask

    Examples:
      | day |
      | 14  |
      | 20  |
      | 42  |
      | 84  |
      | 90  |

  Scenario Outline: The weeks between
    Given a patient <day> days after the operation
    Then the advice does not include mood/when to ask

    Examples:
      | day |
      | 13  |
      | 21  |
      | 41  |
      | 49  |
      | 91  |

  Scenario: Low mood changes no activity
    Given a patient 6 weeks after the operation
    And low interest is 3/3
    And low mood is 3/3
    And everything else is uncomplicated
    Then plank is allowed because of core-and-pilates/plank/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item     | rule             |
      | low mood | mood/crisis line |
      | low mood | mood/keep an eye |

  Scenario Outline: A sign that nobody knows is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | sign                      | rule        |
      | hopelessness or self-harm | mood/crisis |

  Scenario Outline: The days on which mood is asked about
    Given a patient on day <day>
    Then the advice <says> mood/when to ask

    Examples:
      | day | says             |
      | 41  | does not include |
      | 42  | includes         |
      | 48  | includes         |
      | 49  | does not include |
      | 83  | does not include |
      | 84  | includes         |
      | 90  | includes         |
      | 91  | does not include |

  Scenario Outline: In a crisis the person comes first, and nothing is allowed or limited
    Given a patient 20 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And hopelessness or self-harm is yes
    Then the urgency is crisis because of mood/crisis
    And nothing is said about any activity

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario: A crisis is said beside an emergency
    Given a patient 3 weeks after the operation
    And hopelessness or self-harm is yes
    And saddle numbness is yes
    Then the urgency is emergency because of red-flags/saddle numbness
    And mood/crisis is issued or asked first
    And nothing is said about any activity
