Feature: Intimacy
  When sexual activity may start again. Surgeons differ by weeks and no guideline exists,
  so the first weeks are open with care, in a comfortable position.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of intimacy/<activity>/allowed

    Examples:
      | activity        | stance      | day | verdict |
      | sexual activity | restrictive | 41  | not yet |
      | sexual activity | restrictive | 42  | allowed |
      | sexual activity | typical     | 13  | not yet |
      | sexual activity | liberal     | 6   | not yet |

  Scenario Outline: With care until week 6
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then sexual activity is <verdict> because of <rule>

    Examples:
      | day | stance  | verdict   | rule                                           |
      | 14  | typical | with care | intimacy/sexual activity/with care/first weeks |
      | 41  | typical | with care | intimacy/sexual activity/with care/first weeks |
      | 42  | typical | allowed   | intimacy/sexual activity/allowed               |
      | 7   | liberal | with care | intimacy/sexual activity/with care/first weeks |
      | 41  | liberal | with care | intimacy/sexual activity/with care/first weeks |
      | 42  | liberal | allowed   | intimacy/sexual activity/allowed               |

  Scenario: New weakness stops it
    Given a patient 8 weeks after the operation
    And new weakness is yes
    Then sexual activity is not yet because of pain/physical activity/not yet/new weakness

  Scenario: It opens in week 2, and the advice says that asking is fine
    Given a patient 1 week after the operation
    Then sexual activity is not yet because of intimacy/sexual activity/allowed
    And sexual activity opens in week 2
    And the advice includes intimacy/ask openly
