Feature: Sitting
  How long one spell of sitting should last. This is comfort advice without a trial behind it:
  it limits a spell, and it never closes an activity.

  Scenario Outline: Limits of a spell, by week and stance
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then sitting is limited to <limit> because of sitting/sitting/weeks <weeks>

    Examples:
      | day | stance      | limit  | weeks  |
      | 0   | restrictive | 20 min | 0 to 2 |
      | 13  | restrictive | 20 min | 0 to 2 |
      | 14  | restrictive | 20 min | 2 to 6 |
      | 41  | restrictive | 20 min | 2 to 6 |
      | 0   | typical     | 30 min | 0 to 2 |
      | 13  | typical     | 30 min | 0 to 2 |
      | 14  | typical     | 30 min | 2 to 6 |
      | 41  | typical     | 30 min | 2 to 6 |

  Scenario Outline: No limit from here on
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then sitting is not limited

    Examples:
      | day | stance      |
      | 42  | restrictive |
      | 42  | typical     |
      | 0   | liberal     |
      | 14  | liberal     |
      | 41  | liberal     |
      | 42  | liberal     |

  Scenario Outline: How often to stand up
    Given a patient <day> days after the operation
    Then the advice includes sitting/<here>
    And the advice does not include sitting/<not here>
    And the advice includes sitting/comfort only

    Examples:
      | day | here             | not here         |
      | 14  | about 45 minutes | every hour       |
      | 41  | about 45 minutes | every hour       |
      | 42  | every hour       | about 45 minutes |

  Scenario: Neither piece of advice in the first two weeks
    Given a patient 13 days after the operation
    Then the advice does not include sitting/about 45 minutes
    And the advice does not include sitting/every hour

  Scenario: The limit never closes desk work
    Given a patient 4 weeks after the operation
    And the stance is restrictive
    Then sitting is limited to 20 min
    And desk work part-time is allowed because of work/desk work part-time/allowed
