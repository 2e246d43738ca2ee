Feature: Golf
  When putting and chipping, and later the full swing, are open.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of golf/<activity>/allowed

    Examples:
      | activity                  | stance      | day | verdict |
      | golf putting and chipping | restrictive | 41  | not yet |
      | golf putting and chipping | restrictive | 42  | allowed |
      | golf putting and chipping | typical     | 41  | not yet |
      | golf putting and chipping | typical     | 42  | allowed |
      | golf putting and chipping | liberal     | 20  | not yet |
      | golf putting and chipping | liberal     | 21  | allowed |
      | golf full swing           | restrictive | 83  | not yet |
      | golf full swing           | restrictive | 84  | allowed |
      | golf full swing           | typical     | 41  | not yet |
      | golf full swing           | typical     | 42  | allowed |
      | golf full swing           | liberal     | 27  | not yet |
      | golf full swing           | liberal     | 28  | allowed |

  Scenario: Back pain of 4 keeps the player at the same step
    Given a patient 12 weeks after the operation
    And back pain is 4/10
    And everything else is uncomplicated
    Then golf full swing is with care because of pain/exercise/with care/back pain hold zone

  Scenario: New leg pain stops the swing and the putt
    Given a patient 12 weeks after the operation
    And new or worse leg pain is yes
    And everything else is uncomplicated
    Then golf full swing is not yet because of pain/exercise/not yet/leg pain stop zone
    And golf putting and chipping is not yet because of pain/exercise/not yet/leg pain stop zone
