Feature: Gym
  When machines and moves in the gym are open, beside the weights, and what closes them.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of gym/<activity>/allowed

    Examples:
      | activity                 | stance      | day | verdict |
      | treadmill walking        | restrictive | 13  | not yet |
      | treadmill walking        | restrictive | 14  | allowed |
      | treadmill walking        | typical     | 6   | not yet |
      | treadmill walking        | typical     | 7   | allowed |
      | treadmill walking        | liberal     | 0   | allowed |
      | treadmill walking uphill | restrictive | 41  | not yet |
      | treadmill walking uphill | restrictive | 42  | allowed |
      | treadmill walking uphill | typical     | 27  | not yet |
      | treadmill walking uphill | typical     | 28  | allowed |
      | treadmill walking uphill | liberal     | 13  | not yet |
      | treadmill walking uphill | liberal     | 14  | allowed |
      | step-ups                 | restrictive | 41  | not yet |
      | step-ups                 | restrictive | 42  | allowed |
      | step-ups                 | typical     | 27  | not yet |
      | step-ups                 | typical     | 28  | allowed |
      | step-ups                 | liberal     | 13  | not yet |
      | step-ups                 | liberal     | 14  | allowed |
      | rowing machine           | restrictive | 111 | not yet |
      | rowing machine           | restrictive | 112 | allowed |
      | rowing machine           | typical     | 83  | not yet |
      | rowing machine           | typical     | 84  | allowed |
      | rowing machine           | liberal     | 55  | not yet |
      | rowing machine           | liberal     | 56  | allowed |
      | pull-ups                 | restrictive | 83  | not yet |
      | pull-ups                 | restrictive | 84  | allowed |
      | pull-ups                 | typical     | 55  | not yet |
      | pull-ups                 | typical     | 56  | allowed |
      | pull-ups                 | liberal     | 41  | not yet |
      | pull-ups                 | liberal     | 42  | allowed |
      | overhead press           | restrictive | 111 | not yet |
      | overhead press           | restrictive | 112 | allowed |
      | overhead press           | typical     | 83  | not yet |
      | overhead press           | typical     | 84  | allowed |
      | overhead press           | liberal     | 41  | not yet |
      | overhead press           | liberal     | 42  | allowed |
      | sit-ups                  | restrictive | 111 | not yet |
      | sit-ups                  | restrictive | 112 | allowed |
      | sit-ups                  | typical     | 83  | not yet |
      | sit-ups                  | typical     | 84  | allowed |
      | sit-ups                  | liberal     | 55  | not yet |
      | sit-ups                  | liberal     | 56  | allowed |
      | hamstring stretch        | restrictive | 41  | not yet |
      | hamstring stretch        | restrictive | 42  | allowed |
      | hamstring stretch        | typical     | 27  | not yet |
      | hamstring stretch        | typical     | 28  | allowed |
      | hamstring stretch        | liberal     | 13  | not yet |
      | hamstring stretch        | liberal     | 14  | allowed |
      | spin class               | restrictive | 90  | not yet |
      | spin class               | restrictive | 91  | allowed |
      | spin class               | typical     | 55  | not yet |
      | spin class               | typical     | 56  | allowed |
      | spin class               | liberal     | 41  | not yet |
      | spin class               | liberal     | 42  | allowed |

  Scenario Outline: A press within the lifting limit, by week and stance
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And load within lifting limit is yes
    Then <activity> is <verdict> because of gym/<activity>/allowed

    Examples:
      | activity                 | stance      | day | verdict |
      | bench press and push-ups | restrictive | 83  | not yet |
      | bench press and push-ups | restrictive | 84  | allowed |
      | bench press and push-ups | typical     | 55  | not yet |
      | bench press and push-ups | typical     | 56  | allowed |
      | bench press and push-ups | liberal     | 27  | not yet |
      | bench press and push-ups | liberal     | 28  | allowed |

  Scenario Outline: A weak or unsteady leg stays off the belt, the step and the saddle
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                      | activity                 | verdict | rule                                          |
      | foot drop is yes          | treadmill walking        | not yet | hazards/balance/not yet/marked ankle weakness |
      | unsteady walking is yes   | treadmill walking uphill | not yet | hazards/balance/not yet/unsteady walking      |
      | ankle dorsiflexion is 3/5 | spin class               | not yet | hazards/balance/not yet/marked ankle weakness |
      | knee extension is 4/5     | step-ups                 | not yet | gym/step-ups/not yet/weak knee                |
      | knee extension is 3/5     | step-ups                 | not yet | gym/step-ups/not yet/weak knee                |
      | knee extension is unknown | step-ups                 | unknown | gym/step-ups/not yet/weak knee                |
      | knee gives way is yes     | step-ups                 | not yet | hazards/balance/not yet/marked knee weakness  |

  Scenario Outline: A sore leg is not stretched
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                | activity          | verdict | rule                                   |
      | leg pain is 1/10    | hamstring stretch | not yet | gym/hamstring stretch/not yet/leg pain |
      | leg pain is 0/10    | hamstring stretch | allowed | gym/hamstring stretch/allowed          |
      | leg pain is unknown | hamstring stretch | unknown | gym/hamstring stretch/not yet/leg pain |

  Scenario Outline: A setback, a fall and a bar above the limit close what loads the back
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                            | activity                 | verdict | rule                                               |
      | flare in last 14 days is yes    | rowing machine           | not yet | hazards/bending under load/not yet/setback         |
      | flare in last 14 days is yes    | sit-ups                  | not yet | hazards/bending under load/not yet/setback         |
      | fall is yes                     | pull-ups                 | not yet | hazards/effort/not yet/fall                        |
      | fever is yes                    | overhead press           | not yet | hazards/bending under load/not yet/medical concern |
      | load within lifting limit is no | bench press and push-ups | not yet | hazards/load/not yet/load above the limit          |
      | calf swelling is yes            | hamstring stretch        | not yet | pain/physical activity/not yet/signs of a clot     |
