Feature: Walking
  When longer walks begin: after a number of weeks that depends on the stance, with little pain,
  and never while the wound looks wrong.

  Scenario: On the last day of week 1 it is too early
    Given a patient 13 days after the operation
    And pain is 3/10
    Then longer walks is not yet because of walking/longer walks/allowed
    And longer walks opens in week 2

  Scenario: From week 2 on, with little pain
    Given a patient 14 days after the operation
    And pain is 3/10
    Then longer walks is allowed because of walking/longer walks/allowed
    And there is no urgency

  Scenario: More pain than that closes longer walks at any week
    Given a patient 8 weeks after the operation
    And pain is 4/10
    Then longer walks is not yet
    And longer walks does not open with time alone

  Scenario: Nobody has told the pain
    Given a patient 8 weeks after the operation
    Then longer walks is unknown
    And longer walks needs pain

  Scenario: A wound that looks wrong closes longer walks, and is for today
    Given a patient 8 weeks after the operation
    And pain is 0/10
    And wound trouble is yes
    Then longer walks is not yet because of walking/longer walks/not yet/wound trouble
    And the urgency is same day because of walking/wound trouble

  Scenario: Nobody knows how the wound looks
    Given a patient 8 weeks after the operation
    And pain is 0/10
    And wound trouble is unknown
    Then longer walks is unknown
    And longer walks needs wound trouble
    And walking/wound trouble is asked first

  Scenario: The restrictive stance waits a week longer
    Given a patient 20 days after the operation
    And the stance is restrictive
    And pain is 0/10
    Then longer walks is not yet
    And longer walks opens in week 3
