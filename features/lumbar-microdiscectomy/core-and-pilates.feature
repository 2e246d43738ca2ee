Feature: Core and Pilates
  When core activation, bridge, Pilates, plank and yoga are open. Twist and deep bending come last,
  and Pilates level 2 follows four calm weeks of level 1.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of core-and-pilates/<activity>/allowed

    Examples:
      | activity                        | stance      | day | verdict |
      | core activation                 | restrictive | 13  | not yet |
      | core activation                 | restrictive | 14  | allowed |
      | core activation                 | typical     | 0   | allowed |
      | core activation                 | liberal     | 0   | allowed |
      | bridge and four-point exercises | restrictive | 41  | not yet |
      | bridge and four-point exercises | restrictive | 42  | allowed |
      | bridge and four-point exercises | typical     | 27  | not yet |
      | bridge and four-point exercises | typical     | 28  | allowed |
      | bridge and four-point exercises | liberal     | 13  | not yet |
      | bridge and four-point exercises | liberal     | 14  | allowed |
      | pilates level 1                 | restrictive | 55  | not yet |
      | pilates level 1                 | restrictive | 56  | allowed |
      | pilates level 1                 | typical     | 41  | not yet |
      | pilates level 1                 | typical     | 42  | allowed |
      | pilates level 1                 | liberal     | 27  | not yet |
      | pilates level 1                 | liberal     | 28  | allowed |
      | pilates level 2                 | restrictive | 111 | not yet |
      | pilates level 2                 | restrictive | 112 | allowed |
      | pilates level 2                 | typical     | 69  | not yet |
      | pilates level 2                 | typical     | 70  | allowed |
      | pilates level 2                 | liberal     | 55  | not yet |
      | pilates level 2                 | liberal     | 56  | allowed |
      | plank                           | restrictive | 55  | not yet |
      | plank                           | restrictive | 56  | allowed |
      | plank                           | typical     | 41  | not yet |
      | plank                           | typical     | 42  | allowed |
      | plank                           | liberal     | 27  | not yet |
      | plank                           | liberal     | 28  | allowed |
      | yoga without twist              | restrictive | 83  | not yet |
      | yoga without twist              | restrictive | 84  | allowed |
      | yoga without twist              | typical     | 41  | not yet |
      | yoga without twist              | typical     | 42  | allowed |
      | yoga without twist              | liberal     | 27  | not yet |
      | yoga without twist              | liberal     | 28  | allowed |

  Scenario Outline: Yoga with twist, agreed with the surgeon
    Given a patient <day> days after the operation
    And the stance is <stance>
    And surgeon agrees to deep folds is yes
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then yoga with twist and deep fold is <verdict> because of core-and-pilates/yoga with twist and deep fold/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 111 | not yet |
      | restrictive | 112 | allowed |
      | typical     | 69  | not yet |
      | typical     | 70  | allowed |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |

  Scenario Outline: The restrictive stance wants the surgeon to agree first
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then yoga with twist and deep fold is <verdict> because of core-and-pilates/yoga with twist and deep fold/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 112 | not yet |
      | restrictive | 182 | allowed |
      | typical     | 70  | allowed |

  Scenario Outline: Level 2 after four calm weeks of level 1
    Given a patient 16 weeks after the operation
    And flare-free weeks of pilates level 1 is <weeks> weeks
    And everything else is uncomplicated
    Then pilates level 2 is <verdict> because of core-and-pilates/pilates level 2/<rule>

    Examples:
      | weeks | verdict | rule                       |
      | 3     | not yet | not yet/too little level 1 |
      | 4     | allowed | allowed                    |

  Scenario: Level 2 asks how level 1 went
    Given a patient 16 weeks after the operation
    And leg pain is 0/10
    And back pain is 0/10
    Then pilates level 2 is unknown
    And pilates level 2 needs flare-free weeks of pilates level 1

  Scenario Outline: Physiotherapy is a choice before week 4 and offered after
    Given a patient <day> days after the operation
    Then the advice includes core-and-pilates/<here>
    And the advice does not include core-and-pilates/<not here>
    And the advice includes core-and-pilates/ask about deep folds

    Examples:
      | day | here                | not here            |
      | 27  | early physiotherapy | exercise program    |
      | 28  | exercise program    | early physiotherapy |

  Scenario: In week 20 the restrictive stance asks whether the surgeon agrees to deep folds
    Given a patient 20 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And surgeon agrees to deep folds is unknown
    Then yoga with twist and deep fold is unknown because of core-and-pilates/yoga with twist and deep fold/allowed
    And yoga with twist and deep fold needs surgeon agrees to deep folds

  Scenario Outline: Twists and deep folds without the surgeon's word
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then yoga with twist and deep fold is <verdict> because of core-and-pilates/yoga with twist and deep fold/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 181 | not yet |
      | restrictive | 182 | allowed |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |
