Feature: {title}
  When {words} may begin: after a number of weeks that depends on the stance, when a clinician has
  said so, and not while the last time still shows.

  Scenario: On the last day of week 3 it is too early
    Given a patient 27 days after the operation
    And cleared for {words} is yes
    Then {words} is not yet because of {topic}/{words}/allowed
    And {words} opens in week 4

  Scenario: From week 4 on, with a clinician's word
    Given a patient 28 days after the operation
    And cleared for {words} is yes
    Then {words} is allowed because of {topic}/{words}/allowed

  Scenario: Without a clinician's word no week is late enough
    Given a patient 40 weeks after the operation
    And cleared for {words} is no
    Then {words} is not yet
    And {words} does not open with time alone

  Scenario: Nobody knows whether a clinician has said so
    Given a patient 8 weeks after the operation
    Then {words} is unknown
    And {words} needs cleared for {words}

  Scenario: A flare closes it for a week
    Given a patient 8 weeks after the operation
    And cleared for {words} is yes
    And flare after {words} is yes
    Then {words} is not yet because of {topic}/{words}/not yet/flare after {words}

  Scenario: Nobody knows whether it flared up
    Given a patient 8 weeks after the operation
    And cleared for {words} is yes
    And flare after {words} is unknown
    Then {words} is unknown
    And {words} needs flare after {words}

  Scenario: The restrictive stance waits two weeks longer
    Given a patient 41 days after the operation
    And the stance is restrictive
    And cleared for {words} is yes
    Then {words} is not yet
    And {words} opens in week 6
