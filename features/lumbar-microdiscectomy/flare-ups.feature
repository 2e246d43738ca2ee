Feature: Flare-ups
  What a flare means for exercise: one step back after the first, two after the second in 14 days,
  and the surgeon's team after the third. Walking goes on.

  Scenario Outline: The first flare, one step back for some days
    Given a patient 20 weeks after the operation
    And the stance is <stance>
    And flare in last 14 days is yes
    And days since last flare is <days> days
    And everything else is uncomplicated
    Then plank is <verdict> because of <rule>
    And pilates level 1 is with care because of pain/exercise/with care/recent flare
    And upright stationary bike is with care because of pain/exercise/with care/recent flare

    Examples:
      | stance      | days | verdict   | rule                                             |
      | restrictive | 6    | not yet   | flare-ups/demanding exercise/not yet/first flare |
      | restrictive | 7    | with care | pain/exercise/with care/recent flare             |
      | typical     | 2    | not yet   | flare-ups/demanding exercise/not yet/first flare |
      | typical     | 3    | with care | pain/exercise/with care/recent flare             |
      | liberal     | 2    | not yet   | flare-ups/demanding exercise/not yet/first flare |
      | liberal     | 3    | with care | pain/exercise/with care/recent flare             |

  Scenario: A flare of unknown date keeps the last step unknown
    Given a patient 20 weeks after the operation
    And flare in last 14 days is yes
    And everything else is uncomplicated
    Then plank is unknown
    And plank needs days since last flare

  Scenario: The second flare in 14 days, two steps back
    Given a patient 20 weeks after the operation
    And flare in last 14 days is yes
    And second flare in last 14 days is yes
    And days since last flare is 5 days
    And everything else is uncomplicated
    Then plank is not yet because of flare-ups/demanding exercise/not yet/second flare
    And pilates level 1 is not yet because of flare-ups/building exercise/not yet/second flare
    And upright stationary bike is with care because of pain/exercise/with care/recent flare
    And walking is with care
    And the urgency is routine because of flare-ups/second flare
    And the advice includes flare-ups/two steps back
    And the advice does not include flare-ups/one step back

  Scenario: The third flare goes to the surgeon's team
    Given a patient 20 weeks after the operation
    And third flare is yes
    And everything else is uncomplicated
    Then upright stationary bike is not yet because of pain/exercise/not yet/third flare
    And plank is not yet because of pain/exercise/not yet/third flare
    And it is also because of flare-ups/demanding exercise/not yet/second flare
    And the urgency is call within 48 hours because of flare-ups/third flare
    And the advice includes flare-ups/keep walking

  Scenario: A flare that lasts more than a week
    Given a patient 20 weeks after the operation
    And flare over 7 days is yes
    Then the urgency is call within 48 hours because of flare-ups/flare over 7 days

  Scenario: The first flare brings one step back and no urgency
    Given a patient 20 weeks after the operation
    And flare in last 14 days is yes
    Then there is no urgency
    And the advice includes flare-ups/one step back
    And the advice includes flare-ups/keep walking
    And the advice does not include flare-ups/two steps back

  Scenario: No flare, no change
    Given a patient 20 weeks after the operation
    And everything else is uncomplicated
    Then plank is allowed because of core-and-pilates/plank/allowed
    And there is no urgency
    And the advice does not include flare-ups/keep walking
    And second flare in last 14 days is assumed to be no
    And third flare is assumed to be no

  Scenario Outline: A flare that lasts over a week takes away the last step
    Given a patient 14 weeks after the operation
    And flare over 7 days is <told>
    And everything else is uncomplicated
    Then deadlift is <verdict> because of <rule>

    Examples:
      | told | verdict | rule                                            |
      | no   | allowed | strength-training/deadlift/allowed              |
      | yes  | not yet | flare-ups/demanding exercise/not yet/long flare |

  Scenario: A flare that lasts over a week leaves the step before open
    Given a patient 14 weeks after the operation
    And flare over 7 days is yes
    And everything else is uncomplicated
    Then light gym weights is allowed

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                         | activity                        | rule                                              |
      | second flare in last 14 days | bridge and four-point exercises | flare-ups/building exercise/not yet/second flare  |
      | third flare                  | bridge and four-point exercises | flare-ups/building exercise/not yet/second flare  |
      | third flare                  | deadlift                        | flare-ups/demanding exercise/not yet/second flare |
      | flare over 7 days            | deadlift                        | flare-ups/demanding exercise/not yet/long flare   |

  Scenario Outline: Where one thing is told, another that nobody knows still opens nothing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | told                         | item        | activity | rule                                             | asked                              |
      | flare in last 14 days is yes | third flare | plank    | flare-ups/demanding exercise/not yet/first flare | days since last flare, third flare |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item        | rule                   |
      | third flare | flare-ups/keep walking |

  Scenario Outline: A sign that nobody knows is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | sign              | rule                        |
      | flare over 7 days | flare-ups/flare over 7 days |
      | third flare       | flare-ups/third flare       |

  Scenario Outline: With one sign told, the other is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | told                                | sign        | rule                   |
      | second flare in last 14 days is yes | third flare | flare-ups/second flare |

  Scenario Outline: Whether it was the first or the second flare has to be known, before a step back is advised
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And <told> is yes
    And third flare is unknown
    Then the advice does not include flare-ups/<advice>

    Examples:
      | told                         | advice         |
      | flare in last 14 days        | one step back  |
      | second flare in last 14 days | two steps back |

  Scenario: Nobody knows of flares at all
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And flare in last 14 days is unknown
    And second flare in last 14 days is unknown
    And third flare is unknown
    Then bridge and four-point exercises is unknown because of flare-ups/building exercise/not yet/second flare
    And flare-ups/second flare is asked first
    And flare-ups/third flare is asked first

  Scenario Outline: Each flare has its own advice
    Given a patient 8 weeks after the operation
    And <told>
    Then the advice <walk> flare-ups/keep walking
    And the advice <one> flare-ups/one step back
    And the advice <two> flare-ups/two steps back

    Examples:
      | told                                | walk             | one              | two              |
      | flare in last 14 days is no         | does not include | does not include | does not include |
      | flare in last 14 days is yes        | includes         | includes         | does not include |
      | second flare in last 14 days is yes | includes         | does not include | includes         |
      | third flare is yes                  | includes         | does not include | does not include |

  Scenario: A third flare that nobody ruled out is asked about as a third
    Given a patient 8 weeks after the operation
    And third flare is unknown
    Then flare-ups/second flare is not asked first
    And flare-ups/third flare is asked first

  Scenario Outline: After a second flare, days since the last one are not the reason
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told> is yes
    And days since last flare is 0 days
    Then deadlift is not yet and not because of flare-ups/demanding exercise/not yet/first flare

    Examples:
      | told                         |
      | second flare in last 14 days |
      | third flare                  |

  Scenario Outline: Two flares count as two while both are within 14 days
    Given a patient on day <day>
    And the diary of day 40 says flare
    And the diary of day 45 says flare
    Then the advice <two> flare-ups/two steps back
    And the advice <one> flare-ups/one step back

    Examples:
      | day | two              | one              |
      | 53  | includes         | does not include |
      | 54  | does not include | includes         |

  Scenario Outline: Three flares count as three while all are within 14 days
    Given a patient on day <day>
    And the diary of day 40 says flare
    And the diary of day 42 says flare
    And the diary of day 45 says flare
    Then the urgency is <urgency> because of flare-ups/<rule>

    Examples:
      | day | urgency              | rule         |
      | 53  | call within 48 hours | third flare  |
      | 54  | routine              | second flare |

  Scenario: A day without a flare is none
    Given a patient on day 53
    And the diary of day 40 says flare is no
    And the diary of day 45 says flare is no
    And the diary of day 50 says flare
    Then the advice includes flare-ups/one step back
    And the advice does not include flare-ups/two steps back

  Scenario Outline: Days since the flare are counted in the diary
    Given a patient on day <day>
    And everything else is uncomplicated
    And the diary of day 200 says flare
    And the diary of day <day> says flare is no
    Then plank is <verdict>

    Examples:
      | day | verdict   |
      | 202 | not yet   |
      | 203 | with care |

  Scenario Outline: Leg pain that came back, however mild, keeps the last step closed
    Given a patient 5 weeks after the operation
    And the stance is liberal
    And leg pain returned is <told>
    And leg pain is 1/10
    And return under 48 hours is yes
    And returned no lower is yes
    And everything else is uncomplicated
    Then plank is <plank> because of <rule>
    And yoga without twist is <yoga>

    Examples:
      | told    | plank   | yoga      | rule                                                   |
      | yes     | not yet | with care | flare-ups/demanding exercise/not yet/leg pain returned |
      | unknown | unknown | unknown   | flare-ups/demanding exercise/not yet/leg pain returned |
      | no      | allowed | allowed   | core-and-pilates/plank/allowed                         |
