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
