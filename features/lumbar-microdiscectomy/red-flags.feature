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
      | bulge by the wound     | fluid leak or upright headache |
      | fall                   | fall                           |
      | new leg numbness       | leg pain with numbness         |
      | very strong pain       | very strong pain               |
      | severe back pain       | severe back pain               |

  Scenario Outline: One sign that needs a call within two days
    Given a patient 5 weeks after the operation
    And <sign> is yes
    Then the urgency is call within 48 hours because of red-flags/<rule>

    Examples:
      | sign                   | rule                  |
      | leg pain returned      | leg pain returned     |
      | leg pain over 48 hours | leg pain not settling |

  Scenario Outline: New numbness and severe pain are for today at any week and in any stance
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And <sign> is yes
    Then the urgency is same day because of red-flags/<rule>
    Given <sign> is no
    Then there is no urgency

    Examples:
      | day | stance      | sign             | rule                   |
      | 0   | restrictive | new leg numbness | leg pain with numbness |
      | 400 | liberal     | new leg numbness | leg pain with numbness |
      | 0   | restrictive | very strong pain | very strong pain       |
      | 400 | liberal     | very strong pain | very strong pain       |
      | 0   | restrictive | severe back pain | severe back pain       |
      | 400 | liberal     | severe back pain | severe back pain       |

  Scenario Outline: Two signs that together mean more
    Given a patient 3 weeks after the operation
    And <first> is yes
    And <second> is yes
    Then the urgency is <urgency> because of red-flags/<rule>

    Examples: More urgent than each of them
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

    Examples: For today, as one of them is by itself, and with its own word on what it may be
      | first            | second                 | urgency   | rule                                      |
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

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item                  | rule                            |
      | new or worse leg pain | red-flags/leg pain that changes |
      | leg pain moving down  | red-flags/leg pain that changes |

  Scenario Outline: A sign that nobody knows is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | sign                      | rule                                     |
      | bladder trouble           | red-flags/bladder trouble                |
      | both legs affected        | red-flags/both legs affected             |
      | bowel trouble             | red-flags/bowel trouble                  |
      | sudden breathlessness     | red-flags/breathlessness or chest pain   |
      | chest pain                | red-flags/breathlessness or chest pain   |
      | coughing blood            | red-flags/breathlessness or chest pain   |
      | calf swelling             | red-flags/calf swelling                  |
      | fall                      | red-flags/fall                           |
      | fever                     | red-flags/fever                          |
      | clear fluid from wound    | red-flags/fluid leak or upright headache |
      | upright headache          | red-flags/fluid leak or upright headache |
      | leg pain over 48 hours    | red-flags/leg pain not settling          |
      | leg pain returned         | red-flags/leg pain returned              |
      | new leg numbness          | red-flags/leg pain with numbness         |
      | new weakness within hours | red-flags/leg weaker within hours        |
      | saddle numbness           | red-flags/saddle numbness                |
      | severe back pain          | red-flags/severe back pain               |
      | very strong pain          | red-flags/very strong pain               |
      | sexual numbness           | red-flags/sexual numbness                |
      | rigors or drowsiness      | red-flags/shaking chills or confusion    |
      | neck stiffness            | red-flags/stiff neck                     |
      | wound trouble             | red-flags/wound trouble                  |

  Scenario Outline: With one sign told, the other is asked about first
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <sign> is unknown
    Then <rule> is asked first

    Examples:
      | told                     | sign                   | rule                                                |
      | leg pain returned is yes | fall                   | red-flags/fall with new signs                       |
      | fall is yes              | new leg numbness       | red-flags/fall with new signs                       |
      | fall is yes              | new or worse leg pain  | red-flags/fall with new signs                       |
      | fall is yes              | leg pain moving down   | red-flags/fall with new signs                       |
      | fall is yes              | leg pain returned      | red-flags/fall with new signs                       |
      | fall is yes              | severe back pain       | red-flags/fall with new signs                       |
      | upright headache is yes  | fever                  | red-flags/fever with headache or clear fluid        |
      | fever is yes             | upright headache       | red-flags/fever with headache or clear fluid        |
      | fever is yes             | clear fluid from wound | red-flags/fever with headache or clear fluid        |
      | new weakness is yes      | fever                  | red-flags/new weakness with fever or wound trouble  |
      | new weakness is yes      | rigors or drowsiness   | red-flags/new weakness with fever or wound trouble  |
      | new weakness is yes      | wound trouble          | red-flags/new weakness with fever or wound trouble  |
      | new weakness is yes      | saddle numbness        | red-flags/new weakness with saddle or bladder signs |
      | new weakness is yes      | bladder trouble        | red-flags/new weakness with saddle or bladder signs |
      | new weakness is yes      | bowel trouble          | red-flags/new weakness with saddle or bladder signs |
      | new weakness is yes      | sexual numbness        | red-flags/new weakness with saddle or bladder signs |
      | new weakness is yes      | both legs affected     | red-flags/new weakness with saddle or bladder signs |
      | fever is yes             | severe back pain       | red-flags/severe back pain with fever               |
      | severe back pain is yes  | fever                  | red-flags/severe back pain with fever               |
      | severe back pain is yes  | wound trouble          | red-flags/severe back pain with fever               |
      | fever is yes             | neck stiffness         | red-flags/stiff neck with fever or headache         |
      | neck stiffness is yes    | fever                  | red-flags/stiff neck with fever or headache         |
      | neck stiffness is yes    | wound trouble          | red-flags/stiff neck with fever or headache         |
      | neck stiffness is yes    | upright headache       | red-flags/stiff neck with fever or headache         |
      | neck stiffness is yes    | clear fluid from wound | red-flags/stiff neck with fever or headache         |

  Scenario: Leg pain that moves down after a fall is for today
    Given a patient 2 weeks after the operation
    And fall is yes
    And leg pain moving down is yes
    Then the urgency is same day because of red-flags/fall with new signs
    And the advice includes red-flags/leg pain that changes

  Scenario: Twinges are not called mild while a setback is not ruled out
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And leg pain is 1/10
    And leg pain returned is unknown
    Then the advice does not include red-flags/mild twinges

  Scenario Outline: A twinge that is gone by morning is watched for a day or two
    Given a patient on day <day>
    And the diary of day 18 says leg pain 0/10
    And the diary of day 20 says leg pain <twinge>
    And the diary of day 21 says leg pain 0/10
    Then there is no urgency
    And the advice <says> red-flags/mild twinges

    Examples:
      | day | twinge | says             |
      | 21  | 0/10   | does not include |
      | 21  | 1/10   | includes         |
      | 21  | 2/10   | includes         |
      | 21  | 3/10   | does not include |
      | 22  | 2/10   | does not include |

  Scenario Outline: How long clots are spoken of
    Given a patient on day <day>
    And the stance is <stance>
    Then the advice <says> red-flags/prevent clots

    Examples:
      | stance      | day | says             |
      | restrictive | 27  | includes         |
      | restrictive | 28  | does not include |
      | typical     | 13  | includes         |
      | typical     | 14  | does not include |
      | liberal     | 13  | includes         |
      | liberal     | 14  | does not include |

  Scenario: A foot drop after a fall is for today
    Given a patient 2 weeks after the operation
    And fall is yes
    And foot drop is yes
    Then the urgency is same day because of red-flags/fall with new signs

  Scenario: Without new weakness nobody is asked about both together
    Given a patient 2 weeks after the operation
    And sexual numbness is unknown
    Then red-flags/new weakness with saddle or bladder signs is not asked first
    And red-flags/sexual numbness is asked first

  # What closes until somebody has looked ends by an entry of who looked, and not by the patient's next "no".
  Scenario Outline: A sign counts until somebody has looked
    Given a patient on day <day>
    And everything else is uncomplicated
    And the diary of day 30 says <sign>
    And the diary of day 32<by> says <sign> no
    Then <said>

    Examples:
      | sign                      | day | by                | said                                                                           |
      | calf swelling             | 31  |                   | the urgency is same day because of red-flags/calf swelling                     |
      | calf swelling             | 32  |                   | the urgency is same day because of red-flags/calf swelling                     |
      | calf swelling             | 400 |                   | the urgency is same day because of red-flags/calf swelling                     |
      | calf swelling             | 31  | , by the surgeon, | the urgency is same day because of red-flags/calf swelling                     |
      | calf swelling             | 32  | , by the surgeon, | there is no urgency                                                            |
      | calf swelling             | 32  | , by the patient, | the urgency is same day because of red-flags/calf swelling                     |
      | saddle numbness           | 33  |                   | the urgency is emergency because of red-flags/saddle numbness                  |
      | saddle numbness           | 33  | , by the hospital, | there is no urgency                                                           |
      | bladder trouble           | 33  |                   | the urgency is emergency because of red-flags/bladder trouble                  |
      | bowel trouble             | 33  |                   | the urgency is emergency because of red-flags/bowel trouble                    |
      | sexual numbness           | 33  |                   | the urgency is emergency because of red-flags/sexual numbness                  |
      | both legs affected        | 33  |                   | the urgency is emergency because of red-flags/both legs affected               |
      | new weakness within hours | 33  |                   | the urgency is emergency because of red-flags/leg weaker within hours          |
      | sudden breathlessness     | 33  |                   | the urgency is emergency because of red-flags/breathlessness or chest pain     |
      | chest pain                | 33  |                   | the urgency is emergency because of red-flags/breathlessness or chest pain     |
      | coughing blood            | 33  |                   | the urgency is emergency because of red-flags/breathlessness or chest pain     |
      | rigors or drowsiness      | 33  |                   | the urgency is emergency because of red-flags/shaking chills or confusion      |
      | new weakness              | 33  |                   | the urgency is same day because of red-flags/new weakness                      |
      | wound trouble             | 33  |                   | the urgency is same day because of red-flags/wound trouble                     |
      | clear fluid from wound    | 33  |                   | the urgency is same day because of red-flags/fluid leak or upright headache    |
      | upright headache          | 33  |                   | the urgency is same day because of red-flags/fluid leak or upright headache    |
      | neck stiffness            | 33  |                   | the urgency is same day because of red-flags/stiff neck                        |
      | fever                     | 33  |                   | the urgency is same day because of red-flags/fever                             |
      | fall                      | 33  |                   | the urgency is same day because of red-flags/fall                              |
      | leg pain returned         | 33  |                   | the urgency is call within 48 hours because of red-flags/leg pain returned     |
      | leg pain over 48 hours    | 33  |                   | the urgency is call within 48 hours because of red-flags/leg pain not settling |
      | new leg numbness          | 33  |                   | the urgency is same day because of red-flags/leg pain with numbness            |
      | severe back pain          | 33  |                   | the urgency is same day because of red-flags/severe back pain                  |
      | third flare               | 33  |                   | the urgency is call within 48 hours because of flare-ups/third flare           |
      | flare over 7 days         | 60  |                   | the urgency is call within 48 hours because of flare-ups/flare over 7 days     |

  Scenario: The mildest twinge of the first weeks is watched
    Given a patient on day 20
    And leg pain is 1/10
    Then the advice includes red-flags/mild twinges
