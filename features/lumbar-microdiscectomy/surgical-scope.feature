Feature: Surgical scope
  Whom the week rules are not for, and who follows the careful numbers whatever the stance.
  Red flags are answered for everyone.

  Scenario Outline: Operations and patients that these rules refuse
    Given a patient 4 weeks after the operation
    And everything else is uncomplicated
    And <line> is yes
    Then the answer is refused because of surgical-scope/<line>

    Examples:
      | line                        |
      | fusion                      |
      | instrumentation             |
      | disc replacement            |
      | cervical surgery            |
      | thoracic surgery            |
      | stenosis-only decompression |
      | fracture                    |
      | tumour                      |
      | infection                   |
      | cauda equina operation      |
      | under 18                    |

  Scenario: A fusion that nobody can rule out is refused
    Given a patient 4 weeks after the operation
    And fusion is unknown
    Then the answer is refused because of surgical-scope/fusion

  Scenario Outline: Who follows the restrictive stance
    Given a patient 3 weeks after the operation
    And the stance is liberal
    And <line> is yes
    Then the stance followed is restrictive because of surgical-scope/<line>
    And the urgency is routine because of surgical-scope/<rule>

    Examples:
      | line                | rule                 |
      | revision            | surgeon's plan first |
      | dural tear          | surgeon's plan first |
      | multi-level surgery | surgeon's plan first |
      | pregnancy           | ask your team first  |
      | blood thinners      | ask your team first  |
      | bone fragility      | ask your team first  |

  Scenario: A second operation follows the restrictive table
    Given a patient 3 weeks after the operation
    And revision is yes
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

  Scenario: A first operation on one disc keeps the stance that was asked for
    Given a patient 3 weeks after the operation
    And the stance is liberal
    Then the stance followed is liberal
    And fusion is assumed to be no
    And revision is assumed to be no

  Scenario Outline: The phases of recovery
    Given a patient on day <day>
    Then the phase is <phase>

    Examples:
      | day | phase            |
      | 0   | early walking    |
      | 13  | early walking    |
      | 14  | building up      |
      | 41  | building up      |
      | 42  | back to activity |
      | 200 | back to activity |

  Scenario: A flare takes the phase back
    Given a patient 8 weeks after the operation
    And flare in last 14 days is yes
    Then the phase is building up
