Feature: In other words
  Patients do not speak in the names of items. What they say leads to the same sign, whoever lists the words or not; a
  word too many silences no danger, and a denial counts only where nothing else is said.

  Scenario Outline: Words for an emergency
    Given a patient 2 weeks after the operation
    And the patient says <words>
    Then the urgency is emergency because of red-flags/<rule>

    Examples:
      | words                               | rule                         |
      | numb bum                            | saddle numbness              |
      | tingling down there since yesterday | saddle numbness              |
      | can't feel the toilet paper         | saddle numbness              |
      | old numbness between my legs        | saddle numbness              |
      | can't pee                           | bladder trouble              |
      | needed to pee but nothing came      | bladder trouble              |
      | no fever, but I wet myself          | bladder trouble              |
      | soiled myself                       | bowel trouble                |
      | can't get it up since the op        | sexual numbness              |
      | both my legs feel weak              | both legs affected           |
      | woke up and can't lift my foot      | leg weaker within hours      |
      | can't catch my breath               | breathlessness or chest pain |
      | CHEST PAIN when I breathe           | breathlessness or chest pain |
      | he's confused                       | shaking chills or confusion  |
      | sitting on cotton wool              | saddle numbness              |
      | lost control of my bottom           | bowel trouble                |
      | both feet went dead                 | both legs affected           |
      | winded at rest                      | breathlessness or chest pain |

  Scenario Outline: Words for a call
    Given a patient 2 weeks after the operation
    And the patient says <words>
    Then the urgency is <urgency> because of red-flags/<rule>

    Examples:
      | words                    | urgency              | rule                           |
      | leg is getting weaker    | same day             | new weakness                   |
      | my calf is swollen       | same day             | calf swelling                  |
      | temperature of 38.0      | same day             | fever                          |
      | fever of 101             | same day             | fever                          |
      | wound is oozing          | same day             | wound trouble                  |
      | headache when I stand up | same day             | fluid leak or upright headache |
      | slipped on the ice       | same day             | fall                           |
      | my leg is not obeying me | same day             | new weakness                   |
      | leg turned purple        | same day             | calf swelling                  |
      | my sciatica is back      | call within 48 hours | leg pain returned              |

  Scenario Outline: What is denied, or below the limit
    Given a patient 2 weeks after the operation
    And the patient says <words>
    Then there is no urgency

    Examples:
      | words                           |
      | no numbness between my legs     |
      | I can pee fine                  |
      | temperature of 37.4             |
      | no chest pain or breathlessness |
      | no suicidal thoughts            |

  Scenario: A foot that slaps counts as newly weak until that is told
    Given a patient 3 weeks after the operation
    And the patient says my foot slaps the ground
    Then the urgency is same day because of red-flags/new weakness
    Given new weakness is no
    Then the urgency is routine because of weakness/known weakness

  Scenario Outline: A medicine by its name keeps the car shut
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    Then driving is allowed
    Given the patient says <words>
    Then driving is not yet because of driving/driving/not yet/opioids

    Examples:
      | words                          |
      | Nurofen Plus                   |
      | took some codeine this morning |
      | tramodol                       |
