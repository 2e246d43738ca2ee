Feature: Work
  When a patient may work at a desk, in a light or standing job, and in heavy manual work.
  Desk work goes by the week; heavy work also needs a lifting trial of the job.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of work/<activity>/allowed

    Examples:
      | activity               | stance      | day | verdict |
      | desk work at home      | restrictive | 6   | not yet |
      | desk work at home      | restrictive | 7   | allowed |
      | desk work at home      | typical     | 6   | not yet |
      | desk work at home      | typical     | 7   | allowed |
      | desk work at home      | liberal     | 6   | not yet |
      | desk work at home      | liberal     | 7   | allowed |
      | desk work part-time    | restrictive | 27  | not yet |
      | desk work part-time    | restrictive | 28  | allowed |
      | desk work part-time    | typical     | 20  | not yet |
      | desk work part-time    | typical     | 21  | allowed |
      | desk work part-time    | liberal     | 6   | not yet |
      | desk work part-time    | liberal     | 7   | allowed |
      | desk work full-time    | restrictive | 41  | not yet |
      | desk work full-time    | restrictive | 42  | allowed |
      | desk work full-time    | typical     | 27  | not yet |
      | desk work full-time    | typical     | 28  | allowed |
      | desk work full-time    | liberal     | 13  | not yet |
      | desk work full-time    | liberal     | 14  | allowed |
      | light or standing work | restrictive | 55  | not yet |
      | light or standing work | restrictive | 56  | allowed |
      | light or standing work | typical     | 41  | not yet |
      | light or standing work | typical     | 42  | allowed |
      | light or standing work | liberal     | 13  | not yet |
      | light or standing work | liberal     | 14  | allowed |

  Scenario Outline: Heavy manual work, with a lifting trial and the surgeon's release
    Given a patient <day> days after the operation
    And the stance is <stance>
    And job lifting trial passed is yes
    And surgeon release for lifting is yes
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then heavy manual work is <verdict> because of work/heavy manual work/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 83  | not yet |
      | restrictive | 84  | allowed |
      | typical     | 83  | not yet |
      | typical     | 84  | allowed |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |

  Scenario Outline: Without a release the restrictive stance waits until week 26, and the others no longer than with one
    Given a patient <day> days after the operation
    And the stance is <stance>
    And job lifting trial passed is yes
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then heavy manual work is <verdict> because of work/heavy manual work/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 84  | not yet |
      | restrictive | 181 | not yet |
      | restrictive | 182 | allowed |
      | typical     | 83  | not yet |
      | typical     | 84  | allowed |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |

  Scenario: The weeks alone do not open heavy work
    Given a patient 30 weeks after the operation
    And job lifting trial passed is no
    And everything else is uncomplicated
    Then heavy manual work is not yet because of work/heavy manual work/not yet/no lifting trial
    And heavy manual work does not open with time alone

  Scenario: A lifting trial that nobody stated is asked for
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    Then heavy manual work is unknown
    And heavy manual work needs job lifting trial passed

  Scenario Outline: A weak ankle in heavy work
    Given a patient 20 weeks after the operation
    And job lifting trial passed is yes
    And ankle dorsiflexion is <grade>
    And everything else is uncomplicated
    Then heavy manual work is <verdict> because of <rule>

    Examples:
      | grade | verdict   | rule                                          |
      | 5/5   | allowed   | work/heavy manual work/allowed                |
      | 4/5   | with care | hazards/balance/with care/mild ankle weakness |
      | 3/5   | not yet   | hazards/balance/not yet/marked ankle weakness |

  Scenario: Work that is not heavy needs no strength test
    Given a patient 6 weeks after the operation
    Then desk work part-time is allowed because of work/desk work part-time/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed
    And light or standing work is allowed because of work/light or standing work/allowed

  Scenario Outline: Signs that stop all work
    Given a patient 8 weeks after the operation
    And <sign> is yes
    Then desk work full-time is not yet because of pain/daily life/not yet/<rule>
    And light or standing work is not yet because of pain/physical activity/not yet/<rule>

    Examples:
      | sign                   | rule                   |
      | new weakness           | new weakness           |
      | fever                  | fever or wound trouble |
      | wound trouble          | fever or wound trouble |
      | clear fluid from wound | signs of a fluid leak  |
      | calf swelling          | signs of a clot        |

  Scenario: Leg pain that comes back slows desk work and stops work on the feet
    Given a patient 8 weeks after the operation
    And leg pain returned is yes
    Then desk work part-time is with care because of pain/daily life/with care/leg pain returned
    And light or standing work is not yet because of pain/physical activity/not yet/leg pain returned

  Scenario: Advice for a weak ankle, for drowsy drugs, and for going back in steps
    Given a patient 2 weeks after the operation
    And opioids is yes
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 5/5
    Then the advice includes work/clear head
    And the advice includes work/no ladders
    And the advice includes work/graded return

  Scenario: No such advice when neither holds
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    Then the advice does not include work/clear head
    And the advice does not include work/no ladders

  Scenario Outline: Heavy manual work waits while a flare or leg pain settles
    Given a patient 14 weeks after the operation
    And job lifting trial passed is yes
    And <sign> is yes
    And everything else is uncomplicated
    Then heavy manual work is not yet because of hazards/bending under load/not yet/setback

    Examples:
      | sign                         |
      | flare in last 14 days        |
      | second flare in last 14 days |
      | third flare                  |
      | flare over 7 days            |
      | new or worse leg pain        |

  Scenario Outline: After a second operation or a tear the surgeon releases heavy work, in any week
    Given a patient 30 weeks after the operation
    And <sign> is yes
    And surgeon release for lifting is <release>
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then heavy manual work is <verdict> because of <rule>

    Examples:
      | sign       | release | verdict | rule                                          |
      | revision   | no      | not yet | hazards/heavy load/not yet/revision           |
      | dural tear | no      | not yet | hazards/bending under load/not yet/dural tear |
      | revision   | yes     | allowed | work/heavy manual work/allowed                |
      | dural tear | yes     | allowed | work/heavy manual work/allowed                |

  Scenario Outline: Back pain in the stop zone stops heavy manual work
    Given a patient 12 weeks after the operation
    And back pain is <pain>
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then heavy manual work is <verdict> because of <rule>

    Examples:
      | pain | verdict | rule                                                |
      | 5/10 | allowed | work/heavy manual work/allowed                      |
      | 6/10 | not yet | hazards/bending under load/not yet/strong back pain |

  Scenario Outline: What nobody knows opens nothing, and is asked for with what else is missing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | item              | activity          | rule                                                | asked                                       |
      | foot drop         | heavy manual work | hazards/balance/not yet/marked ankle weakness       | foot drop, job lifting trial passed         |
      | leg pain returned | heavy manual work | hazards/bending under load/not yet/setback          | job lifting trial passed, leg pain returned |
      | back pain         | heavy manual work | hazards/bending under load/not yet/strong back pain | back pain, job lifting trial passed         |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item      | rule            |
      | opioids   | work/clear head |
      | foot drop | work/no ladders |

  Scenario: In week 20 the restrictive stance asks for a release that nobody knows of
    Given a patient 20 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And job lifting trial passed is yes
    And surgeon release for lifting is unknown
    Then heavy manual work is unknown because of work/heavy manual work/allowed
    And heavy manual work needs surgeon release for lifting

  Scenario: An ankle that may be mildly weak asks for care at heavy work
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And job lifting trial passed is yes
    And ankle plantarflexion is unknown
    Then heavy manual work is unknown because of hazards/balance/not yet/marked ankle weakness

  Scenario: A foot drop asks for no ladders at work
    Given a patient 3 weeks after the operation
    And foot drop is yes
    Then the advice includes work/no ladders

  Scenario: In the liberal stance heavy work needs no release from week 6
    Given a patient 6 weeks after the operation
    And the stance is liberal
    And low risk of another slip is yes
    And everything else is uncomplicated
    And job lifting trial passed is yes
    Then heavy manual work is allowed because of work/heavy manual work/allowed

  Scenario Outline: A second operation or a tear that nobody knows of opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And surgeon release for lifting is no
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>, job lifting trial passed

    Examples:
      | item       | activity          | rule                                          |
      | revision   | heavy manual work | hazards/heavy load/not yet/revision           |
      | dural tear | heavy manual work | hazards/bending under load/not yet/dural tear |

  Scenario Outline: After a second operation, what the surgeon said of lifting has to be known
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And revision is yes
    And surgeon release for lifting is unknown
    Then <activity> is unknown because of <rule>

    Examples:
      | activity          | rule                                |
      | heavy manual work | hazards/heavy load/not yet/revision |
