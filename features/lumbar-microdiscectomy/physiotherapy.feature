Feature: Physiotherapy
  The first appointment and a back brace. No week closes either. What a clinician has to see first closes the appointment.

  Scenario Outline: Open from the first day in every stance
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of physiotherapy/<activity>/allowed

    Examples:
      | activity      | stance      | day | verdict |
      | physiotherapy | restrictive | 0   | allowed |
      | physiotherapy | typical     | 0   | allowed |
      | physiotherapy | liberal     | 0   | allowed |
      | back brace    | restrictive | 0   | allowed |
      | back brace    | typical     | 0   | allowed |
      | back brace    | liberal     | 0   | allowed |

  Scenario Outline: The day before it is usually offered, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    Then the advice includes physiotherapy/<here>
    And the advice does not include physiotherapy/<not here>

    Examples:
      | day | stance      | here                         | not here                     |
      | 41  | restrictive | physiotherapy not yet needed | physiotherapy on offer       |
      | 42  | restrictive | physiotherapy on offer       | physiotherapy not yet needed |
      | 20  | typical     | physiotherapy not yet needed | physiotherapy on offer       |
      | 21  | typical     | physiotherapy on offer       | physiotherapy not yet needed |
      | 0   | liberal     | physiotherapy on offer       | physiotherapy not yet needed |

  Scenario Outline: What a clinician has to see first closes the appointment
    Given a patient 4 weeks after the operation
    And <sign> is yes
    And everything else is uncomplicated
    Then physiotherapy is not yet because of <rule>
    And back brace is allowed because of physiotherapy/back brace/allowed

    Examples:
      | sign             | rule                                           |
      | new weakness     | pain/daily life/not yet/new weakness           |
      | calf swelling    | pain/daily life/not yet/signs of a clot        |
      | fever            | pain/daily life/not yet/fever or wound trouble |
      | severe back pain | hazards/moving about/not yet/severe back pain  |
      | fall             | hazards/effort/not yet/fall                    |

  Scenario: A brace opens no heavier lift
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    Then back brace is allowed
    And lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

  Scenario Outline: When massage beside the scar opens
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of physiotherapy/<activity>/allowed

    Examples:
      | activity | stance      | day | verdict |
      | massage  | restrictive | 41  | not yet |
      | massage  | restrictive | 42  | allowed |
      | massage  | typical     | 27  | not yet |
      | massage  | typical     | 28  | allowed |
      | massage  | liberal     | 13  | not yet |
      | massage  | liberal     | 14  | allowed |

  Scenario Outline: Massage waits for what a clinician has to see first
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                    | activity | verdict | rule                                           |
      | calf swelling is yes    | massage  | not yet | pain/physical activity/not yet/signs of a clot |
      | severe back pain is yes | massage  | not yet | hazards/moving about/not yet/severe back pain  |
