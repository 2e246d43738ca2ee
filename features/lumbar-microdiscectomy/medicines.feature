Feature: Medicines
  Medicines as prescribed, and when alcohol has to wait.

  Scenario Outline: Alcohol waits while a drowsy drug is in the body
    Given a patient 0 days after the operation
    And opioids is <opioids>
    Then alcohol is <verdict> because of medicines/alcohol/<rule>

    Examples:
      | opioids | verdict | rule                 |
      | yes     | not yet | not yet/drowsy drugs |
      | no      | allowed | allowed              |
      | unknown | unknown | not yet/drowsy drugs |

  Scenario Outline: Alcohol waits until somebody has looked
    Given a patient 20 days after the operation
    And everything else is uncomplicated
    And calf swelling is <calf>
    Then alcohol is <verdict> because of medicines/alcohol/<rule>

    Examples:
      | calf    | verdict | rule                    |
      | yes     | not yet | not yet/medical concern |
      | no      | allowed | allowed                 |
      | unknown | unknown | not yet/medical concern |

  Scenario Outline: A strong pain drug brings advice on the bowels, and from week 2 on taking less of it
    Given a patient <day> days after the operation
    And opioids is yes
    Then the advice includes medicines/bowels on opioids
    And the advice <says> medicines/opioids after two weeks

    Examples:
      | day | says             |
      | 13  | does not include |
      | 14  | includes         |

  Scenario: Without a strong pain drug there is no such advice
    Given a patient 14 days after the operation
    And opioids is no
    Then the advice does not include medicines/bowels on opioids
    And the advice does not include medicines/opioids after two weeks

  Scenario: Nor where nobody knows about a strong pain drug
    Given a patient 14 days after the operation
    And opioids is unknown
    Then the advice does not include medicines/bowels on opioids
    And the advice does not include medicines/opioids after two weeks
