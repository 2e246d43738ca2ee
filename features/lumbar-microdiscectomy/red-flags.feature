Feature: Red flags
  Signs that send the patient to someone, and how fast. Where sources differ, the faster reading counts.
  No week, stance or other answer makes a sign less urgent.

  Scenario Outline: One sign that is an emergency
    Given a patient 2 weeks after the operation
    And <sign> is yes
    Then the urgency is emergency because of red-flags/<rule>

    Examples: Possible cauda equina
      | sign               | rule               |
      | saddle numbness    | saddle numbness    |
      | bladder trouble    | bladder trouble    |
      | bowel trouble      | bowel trouble      |
      | sexual numbness    | sexual numbness    |
      | both legs affected | both legs affected |

    Examples: Nerve, clot, sepsis
      | sign                      | rule                         |
      | new weakness within hours | leg weaker within hours      |
      | sudden breathlessness     | breathlessness or chest pain |
      | chest pain                | breathlessness or chest pain |
      | coughing blood            | breathlessness or chest pain |
      | rigors or drowsiness      | shaking chills or confusion  |

  Scenario Outline: One sign that needs a call today
    Given a patient 5 weeks after the operation
    And <sign> is yes
    Then the urgency is same day because of red-flags/<rule>

    Examples:
      | sign                   | rule                           |
      | new weakness           | new weakness                   |
      | calf swelling          | calf swelling                  |
      | fever                  | fever                          |
      | neck stiffness         | stiff neck                     |
      | wound trouble          | wound trouble                  |
      | clear fluid from wound | fluid leak or upright headache |
      | upright headache       | fluid leak or upright headache |

  Scenario Outline: One sign that needs a call within two days
    Given a patient 5 weeks after the operation
    And <sign> is yes
    Then the urgency is call within 48 hours because of red-flags/<rule>

    Examples:
      | sign                   | rule                   |
      | fall                   | fall                   |
      | leg pain returned      | leg pain returned      |
      | leg pain over 48 hours | leg pain not settling  |
      | new leg numbness       | leg pain with numbness |
      | severe back pain       | severe back pain       |

  Scenario Outline: Two signs that together are more urgent
    Given a patient 3 weeks after the operation
    And <first> is yes
    And <second> is yes
    Then the urgency is <urgency> because of red-flags/<rule>

    Examples:
      | first            | second                 | urgency   | rule                                      |
      | new weakness     | bladder trouble        | emergency | new weakness with saddle or bladder signs |
      | new weakness     | saddle numbness        | emergency | new weakness with saddle or bladder signs |
      | new weakness     | both legs affected     | emergency | new weakness with saddle or bladder signs |
      | new weakness     | fever                  | emergency | new weakness with fever or wound trouble  |
      | new weakness     | wound trouble          | emergency | new weakness with fever or wound trouble  |
      | fever            | neck stiffness         | emergency | stiff neck with fever or headache         |
      | upright headache | neck stiffness         | emergency | stiff neck with fever or headache         |
      | fever            | upright headache       | emergency | fever with headache or clear fluid        |
      | fever            | clear fluid from wound | emergency | fever with headache or clear fluid        |
      | fever            | rigors or drowsiness   | emergency | shaking chills or confusion               |
      | severe back pain | fever                  | same day  | severe back pain with fever               |
      | severe back pain | wound trouble          | same day  | severe back pain with fever               |
      | fall             | new or worse leg pain  | same day  | fall with new signs                       |
      | fall             | new weakness           | same day  | fall with new signs                       |

  Scenario: A good day has no urgency
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    Then there is no urgency
    And saddle numbness is assumed to be no

  Scenario: Strength lost over two days
    Given a patient 5 weeks after the operation
    And ankle dorsiflexion is 3/5
    And foot drop is yes
    And new weakness is yes
    And leg pain is 5/10
    And new or worse leg pain is yes
    Then the urgency is same day because of red-flags/new weakness

  Scenario: Fever and a wet wound
    Given a patient 2 weeks after the operation
    And fever is yes
    And wound trouble is yes
    Then the urgency is same day because of red-flags/fever

  Scenario Outline: An emergency counts at any week and in any stance
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And bladder trouble is yes
    Then the urgency is emergency because of red-flags/bladder trouble

    Examples:
      | day | stance      |
      | 0   | restrictive |
      | 400 | liberal     |

  Scenario: A red flag is answered although the operation is out of scope
    Given a patient 4 weeks after the operation
    And fusion is yes
    And saddle numbness is yes
    Then the urgency is emergency because of red-flags/saddle numbness

  Scenario: A red flag that nobody can answer is asked first
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And saddle numbness is unknown
    Then the next thing to tell is saddle numbness

  Scenario: Leg pain that changes brings advice before it needs a call
    Given a patient 5 weeks after the operation
    And new or worse leg pain is yes
    Then the advice includes red-flags/leg pain that changes
    And the advice does not include red-flags/mild twinges

  Scenario Outline: Mild twinges in the first six weeks need no call
    Given a patient on day <day>
    And everything else is uncomplicated
    And leg pain is <pain>
    Then there is no urgency
    And the advice <says> red-flags/mild twinges

    Examples:
      | day | pain | says             |
      | 21  | 2/10 | includes         |
      | 21  | 0/10 | does not include |
      | 21  | 3/10 | does not include |
      | 41  | 1/10 | includes         |
      | 42  | 1/10 | does not include |

  Scenario: Short walks help against clots
    Given a patient 1 week after the operation
    Then the advice includes red-flags/prevent clots
    And the advice does not include red-flags/leg pain that changes

  Scenario: From week 2 the word about clots is no longer repeated
    Given a patient 2 weeks after the operation
    Then the advice does not include red-flags/prevent clots
