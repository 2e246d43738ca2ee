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

  Scenario Outline: A sign that nobody knows is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | sign                | rule                                |
      | pregnancy           | surgical-scope/ask your team first  |
      | blood thinners      | surgical-scope/ask your team first  |
      | bone fragility      | surgical-scope/ask your team first  |
      | revision            | surgical-scope/surgeon's plan first |
      | dural tear          | surgical-scope/surgeon's plan first |
      | multi-level surgery | surgical-scope/surgeon's plan first |

  Scenario Outline: What cannot be ruled out is refused too
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And <line> is unknown
    Then the answer is refused because of <rule>

    Examples:
      | line                        | rule                                       |
      | cauda equina operation      | surgical-scope/cauda equina operation      |
      | cervical surgery            | surgical-scope/cervical surgery            |
      | disc replacement            | surgical-scope/disc replacement            |
      | fracture                    | surgical-scope/fracture                    |
      | infection                   | surgical-scope/infection                   |
      | instrumentation             | surgical-scope/instrumentation             |
      | stenosis-only decompression | surgical-scope/stenosis-only decompression |
      | thoracic surgery            | surgical-scope/thoracic surgery            |
      | tumour                      | surgical-scope/tumour                      |
      | under 18                    | surgical-scope/under 18                    |

  Scenario Outline: What cannot be ruled out imposes the restrictive stance too
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And <line> is unknown
    Then the stance followed is restrictive because of <rule>

    Examples:
      | line                | rule                               |
      | blood thinners      | surgical-scope/blood thinners      |
      | bone fragility      | surgical-scope/bone fragility      |
      | dural tear          | surgical-scope/dural tear          |
      | multi-level surgery | surgical-scope/multi-level surgery |
      | pregnancy           | surgical-scope/pregnancy           |
      | revision            | surgical-scope/revision            |

  Scenario Outline: A concern that is raised, or that nobody can rule out, keeps the phase of early walking
    Given a patient 5 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then the phase is <phase>

    Examples:
      | told                                 | phase         |
      | calf swelling is yes                 | early walking |
      | new weakness within hours is unknown | early walking |
      | wound trouble is unknown             | early walking |
      | clear fluid from wound is unknown    | lying flat    |
      | upright headache is unknown          | lying flat    |
      | neck stiffness is unknown            | early walking |
      | fever is unknown                     | early walking |
      | rigors or drowsiness is unknown      | early walking |
      | calf swelling is unknown             | early walking |

  Scenario Outline: A setback that is there, or that nobody can rule out, keeps the phase of building up
    Given a patient 9 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then the phase is building up

    Examples:
      | told                                    |
      | leg pain moving down is yes             |
      | pain not settled in 24 hours is yes     |
      | flare in last 14 days is unknown        |
      | second flare in last 14 days is unknown |
      | third flare is unknown                  |
      | flare over 7 days is unknown            |
      | new or worse leg pain is unknown        |
      | leg pain over 48 hours is unknown       |
      | new leg numbness is unknown             |
      | leg pain moving down is unknown         |
      | leg pain returned is unknown            |
      | pain not settled in 24 hours is unknown |

  Scenario: Without a sign or a setback week 9 is back to activity
    Given a patient 9 weeks after the operation
    And everything else is uncomplicated
    Then the phase is back to activity

  Scenario Outline: The week of sport in the phases
    Given a patient on day <day>
    And everything else is uncomplicated
    Then the phase is <phase>

    Examples:
      | day | phase            |
      | 69  | back to activity |
      | 70  | back to sport    |

  Scenario: A concern after week 6 leads back to early walking
    Given a patient 6 weeks after the operation
    And calf swelling is yes
    Then the phase is early walking
