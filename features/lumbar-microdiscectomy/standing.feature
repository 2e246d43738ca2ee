Feature: Standing
  How long to stand in one place. This is comfort advice: it limits a spell, and it never closes an activity.

  Scenario Outline: The longest spell of each stance, on the last day it holds
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then standing is limited to <limit> because of standing/standing/weeks 0 to 6
    And the advice includes standing/standing for comfort

    Examples:
      | day | stance      | limit  |
      | 0   | restrictive | 15 min |
      | 41  | restrictive | 15 min |
      | 0   | typical     | 20 min |
      | 41  | typical     | 20 min |

  Scenario Outline: No limit from here on
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then standing is not limited

    Examples:
      | day | stance      |
      | 42  | restrictive |
      | 42  | typical     |
      | 0   | liberal     |

  Scenario: From week 6 on nothing is advised
    Given a patient 42 days after the operation
    Then the advice does not include standing/standing for comfort
