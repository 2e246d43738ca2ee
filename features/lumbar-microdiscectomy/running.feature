Feature: Running
  When running may start, and how it grows from intervals to racing. The week is only a floor:
  every line of the gate has to be stated and passed, and one failed line keeps it closed.

  Scenario Outline: The week of the first run-walk, for an uncomplicated patient
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    Then run-walk is <verdict> because of running/run-walk/allowed

    Examples:
      | stance      | day | verdict |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |
      | typical     | 69  | not yet |
      | typical     | 70  | allowed |
      | restrictive | 90  | not yet |
      | restrictive | 91  | allowed |

  Scenario: Run-walk opens in week 10
    Given a patient 1 week after the operation
    Then run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 10

  Scenario: With nothing stated at week 12, exactly the gate and the last days are asked for
    Given a patient 12 weeks after the operation
    Then run-walk is unknown
    And run-walk needs leg pain, back pain, opioids, wound healed, ankle dorsiflexion, ankle plantarflexion, knee extension, walking tolerance, pain-free brisk walks this week, single-leg calf raises, single-leg hops, hop asymmetry, jog on spot, test pain, days since last run, last run-walk response, active days in last 6 days, rise in weekly running
    And the milestone ready to run is unknown

  Scenario Outline: One line of the gate that just fails
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And <item> is <value>
    Then run-walk is not yet because of <rule>
    And run-walk does not open with time alone
    And the milestone ready to run is <milestone>

    Examples: The tests
      | item                            | value          | rule                     | milestone   |
      | walking tolerance               | 29 min         | running/run-walk/allowed | not reached |
      | pain-free brisk walks this week | 1 repetitions  | running/run-walk/allowed | not reached |
      | single-leg calf raises          | 19 repetitions | running/run-walk/allowed | not reached |
      | single-leg hops                 | 9 repetitions  | running/run-walk/allowed | not reached |
      | hop asymmetry                   | 11 %           | running/run-walk/allowed | not reached |
      | jog on spot                     | 59 seconds     | running/run-walk/allowed | not reached |
      | test pain                       | 3/10           | running/run-walk/allowed | not reached |
      | leg pain                        | 1/10           | running/run-walk/allowed | not reached |
      | wound healed                    | no             | running/run-walk/allowed | not reached |
      | ankle plantarflexion            | 4/5            | running/run-walk/allowed | not reached |

    Examples: What has a rule of its own
      | item                  | value | rule                                                            | milestone   |
      | opioids               | yes   | running/running/not yet/opioids                                 | not reached |
      | ankle dorsiflexion    | 4/5   | running/running/not yet/weak dorsiflexion without a gait review | not reached |
      | ankle dorsiflexion    | 3/5   | hazards/balance/not yet/marked ankle weakness                   | not reached |
      | ankle plantarflexion  | 3/5   | hazards/balance/not yet/marked ankle weakness                   | not reached |
      | knee extension        | 4/5   | running/impact/not yet/weak knee                                | not reached |
      | flare in last 14 days | yes   | running/impact/not yet/setback                                  | not reached |
      | leg pain returned     | yes   | running/impact/not yet/setback                                  | not reached |
      | new weakness          | yes   | running/impact/not yet/medical concern                          | not reached |
      | back pain             | 6/10  | running/impact/not yet/strong back pain                         | reached     |

  Scenario: Every line at its limit passes
    Given a patient 12 weeks after the operation
    And leg pain is 0/10
    And back pain is 3/10
    And opioids is no
    And wound healed is yes
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And walking tolerance is 30 min
    And pain-free brisk walks this week is 2 repetitions
    And single-leg calf raises is 20 repetitions
    And single-leg hops is 10 repetitions
    And hop asymmetry is 10 %
    And jog on spot is 60 seconds
    And test pain is 2/10
    And days since last run is 2 days
    And last run-walk response is back one
    And active days in last 6 days is 5 days
    And rise in weekly running is 10 %
    Then run-walk is allowed because of running/run-walk/allowed
    And the milestone ready to run is reached
    And the milestone calm symptoms is reached
    And the milestone strong enough to run is reached
    And the milestone running tests passed is reached
    And the phase is back to sport

  Scenario Outline: The restrictive stance asks for 45 minutes of walking
    Given a patient 13 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And walking tolerance is <minutes> min
    Then run-walk is <verdict> because of running/run-walk/allowed

    Examples:
      | minutes | verdict |
      | 44      | not yet |
      | 45      | allowed |

  Scenario: Tests that were never done keep it unknown
    Given a patient 8 weeks after the operation
    And an order approved by the surgeon: run-walk from is 6 weeks
    And leg pain is 0/10
    And back pain is 0/10
    And opioids is no
    And wound healed is yes
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And walking tolerance is 60 min
    And pain-free brisk walks this week is 7 repetitions
    And days since last run is 7 days
    And active days in last 6 days is 3 days
    And rise in weekly running is 0 %
    Then run-walk is unknown
    And run-walk needs single-leg calf raises, single-leg hops, hop asymmetry, jog on spot, test pain

  Scenario: The surgeon's 26 weeks count
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And an order: run-walk from is 26 weeks
    Then run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 26

  Scenario: A surgeon's early release changes the week and none of the tests
    Given a patient 6 weeks after the operation
    And an order approved by the surgeon: run-walk from is 6 weeks
    And everything else is uncomplicated
    And ankle dorsiflexion is 3/5
    Then run-walk is not yet because of hazards/balance/not yet/marked ankle weakness

  Scenario Outline: A foot drop closes all running at any week and in every stance
    Given a patient 100 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And foot drop is yes
    Then run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And continuous running is not yet because of hazards/balance/not yet/marked ankle weakness
    And group running is not yet because of hazards/balance/not yet/marked ankle weakness
    And racing is not yet because of hazards/balance/not yet/marked ankle weakness

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario: Grade 4 runs with care after a gait review
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 4/5
    And gait clearance is yes
    Then run-walk is with care because of running/running/with care/dorsiflexion with a gait review

  Scenario Outline: Back pain while active
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And back pain is <pain>
    Then run-walk is <verdict> because of <rule>

    Examples:
      | pain | verdict   | rule                                    |
      | 3/10 | allowed   | running/run-walk/allowed                |
      | 4/10 | with care | running/running/with care/back pain     |
      | 5/10 | with care | running/running/with care/back pain     |
      | 6/10 | not yet   | running/impact/not yet/strong back pain |

  Scenario Outline: A second operation or a tear needs the surgeon's release
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <variant> is yes
    And surgeon release for running is <release>
    Then run-walk is <verdict> because of <rule>

    Examples:
      | variant    | release | verdict | rule                                           |
      | revision   | no      | not yet | running/running/not yet/revision or dural tear |
      | dural tear | no      | not yet | running/running/not yet/revision or dural tear |
      | revision   | yes     | allowed | running/run-walk/allowed                       |

  Scenario Outline: From intervals to racing, for an uncomplicated patient
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of running/<activity>/allowed

    Examples:
      | activity           | stance      | day | verdict |
      | continuous running | restrictive | 132 | not yet |
      | continuous running | restrictive | 133 | allowed |
      | continuous running | typical     | 97  | not yet |
      | continuous running | typical     | 98  | allowed |
      | continuous running | liberal     | 69  | not yet |
      | continuous running | liberal     | 70  | allowed |
      | group running      | restrictive | 167 | not yet |
      | group running      | restrictive | 168 | allowed |
      | group running      | typical     | 125 | not yet |
      | group running      | typical     | 126 | allowed |
      | group running      | liberal     | 97  | not yet |
      | group running      | liberal     | 98  | allowed |
      | racing             | restrictive | 209 | not yet |
      | racing             | restrictive | 210 | allowed |
      | racing             | typical     | 167 | not yet |
      | racing             | typical     | 168 | allowed |
      | racing             | liberal     | 125 | not yet |
      | racing             | liberal     | 126 | allowed |

  Scenario Outline: What the later steps ask for on top of the gate
    Given a patient 40 weeks after the operation
    And everything else is uncomplicated
    And <item> is <value>
    Then <activity> is <verdict> because of running/<activity>/allowed

    Examples:
      | item                            | value   | activity           | verdict |
      | run-walk ladder finished        | no      | continuous running | not yet |
      | symptom-free continuous running | 27 days | group running      | not yet |
      | symptom-free continuous running | 28 days | group running      | allowed |
      | symptom-free continuous running | 55 days | racing             | not yet |
      | symptom-free continuous running | 56 days | racing             | allowed |
      | share of race training volume   | 79 %    | racing             | not yet |
      | share of race training volume   | 80 %    | racing             | allowed |

  Scenario Outline: A day of rest and a steep week close every kind of running
    Given a patient 40 weeks after the operation
    And everything else is uncomplicated
    And last run-walk response is up
    And <item> is <value>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | activity           | item                       | value  | verdict   | rule                                     |
      | run-walk           | days since last run        | 1 days | not yet   | running/running/not yet/day after a run  |
      | run-walk           | days since last run        | 2 days | allowed   | running/run-walk/allowed                 |
      | run-walk           | active days in last 6 days | 6 days | not yet   | running/running/not yet/full day of rest |
      | run-walk           | active days in last 6 days | 5 days | allowed   | running/run-walk/allowed                 |
      | run-walk           | rise in weekly running     | 31 %   | not yet   | running/running/not yet/steep week       |
      | run-walk           | rise in weekly running     | 30 %   | with care | running/running/with care/longer week    |
      | run-walk           | rise in weekly running     | 11 %   | with care | running/running/with care/longer week    |
      | run-walk           | rise in weekly running     | 10 %   | allowed   | running/run-walk/allowed                 |
      | run-walk session   | days since last run        | 1 days | not yet   | running/running/not yet/day after a run  |
      | run-walk session   | days since last run        | 2 days | allowed   | ladder/run-walk session/allowed          |
      | run-walk session   | active days in last 6 days | 6 days | not yet   | running/running/not yet/full day of rest |
      | run-walk session   | active days in last 6 days | 5 days | allowed   | ladder/run-walk session/allowed          |
      | run-walk session   | rise in weekly running     | 31 %   | not yet   | running/running/not yet/steep week       |
      | run-walk session   | rise in weekly running     | 30 %   | with care | running/running/with care/longer week    |
      | run-walk session   | rise in weekly running     | 11 %   | with care | running/running/with care/longer week    |
      | run-walk session   | rise in weekly running     | 10 %   | allowed   | ladder/run-walk session/allowed          |
      | continuous running | days since last run        | 1 days | not yet   | running/running/not yet/day after a run  |
      | continuous running | days since last run        | 2 days | allowed   | running/continuous running/allowed       |
      | continuous running | active days in last 6 days | 6 days | not yet   | running/running/not yet/full day of rest |
      | continuous running | active days in last 6 days | 5 days | allowed   | running/continuous running/allowed       |
      | continuous running | rise in weekly running     | 31 %   | not yet   | running/running/not yet/steep week       |
      | continuous running | rise in weekly running     | 30 %   | with care | running/running/with care/longer week    |
      | continuous running | rise in weekly running     | 11 %   | with care | running/running/with care/longer week    |
      | continuous running | rise in weekly running     | 10 %   | allowed   | running/continuous running/allowed       |
      | group running      | days since last run        | 1 days | not yet   | running/running/not yet/day after a run  |
      | group running      | days since last run        | 2 days | allowed   | running/group running/allowed            |
      | group running      | active days in last 6 days | 6 days | not yet   | running/running/not yet/full day of rest |
      | group running      | active days in last 6 days | 5 days | allowed   | running/group running/allowed            |
      | group running      | rise in weekly running     | 31 %   | not yet   | running/running/not yet/steep week       |
      | group running      | rise in weekly running     | 30 %   | with care | running/running/with care/longer week    |
      | group running      | rise in weekly running     | 11 %   | with care | running/running/with care/longer week    |
      | group running      | rise in weekly running     | 10 %   | allowed   | running/group running/allowed            |
      | racing             | days since last run        | 1 days | not yet   | running/running/not yet/day after a run  |
      | racing             | days since last run        | 2 days | allowed   | running/racing/allowed                   |
      | racing             | active days in last 6 days | 6 days | not yet   | running/running/not yet/full day of rest |
      | racing             | active days in last 6 days | 5 days | allowed   | running/racing/allowed                   |
      | racing             | rise in weekly running     | 31 %   | not yet   | running/running/not yet/steep week       |
      | racing             | rise in weekly running     | 30 %   | with care | running/running/with care/longer week    |
      | racing             | rise in weekly running     | 11 %   | with care | running/running/with care/longer week    |
      | racing             | rise in weekly running     | 10 %   | allowed   | running/racing/allowed                   |

  Scenario Outline: Two full days off after a bad run hold for every kind of running
    Given a patient 40 weeks after the operation
    And everything else is uncomplicated
    And last run-walk response is back two
    And days since last run is <days> days
    Then <activity> is <verdict> because of <rule>

    Examples:
      | activity           | days | verdict | rule                                              |
      | run-walk           | 2    | not yet | running/running/not yet/rest after a hard session |
      | run-walk           | 3    | allowed | running/run-walk/allowed                          |
      | run-walk session   | 2    | not yet | running/running/not yet/rest after a hard session |
      | run-walk session   | 3    | allowed | ladder/run-walk session/allowed                   |
      | continuous running | 2    | not yet | running/running/not yet/rest after a hard session |
      | continuous running | 3    | allowed | running/continuous running/allowed                |
      | group running      | 2    | not yet | running/running/not yet/rest after a hard session |
      | group running      | 3    | allowed | running/group running/allowed                     |
      | racing             | 2    | not yet | running/running/not yet/rest after a hard session |
      | racing             | 3    | allowed | running/racing/allowed                            |

  Scenario Outline: The day after a run, and a week that was three times as long
    Given a patient on day <day>
    And everything else is uncomplicated
    And a session of continuous running on day 101 over 3 km with back pain 1/10 and leg pain 0/10
    And a session of continuous running on day 109 over 9 km with back pain 1/10 and leg pain 0/10
    And the diary of day <day> says back pain 1/10 and leg pain 0/10
    Then run-walk is <verdict> because of <rule>

    Examples:
      | day | verdict | rule                                    |
      | 110 | not yet | running/running/not yet/day after a run |
      | 110 | not yet | running/running/not yet/steep week      |
      | 111 | not yet | running/running/not yet/steep week      |
      | 114 | not yet | running/running/not yet/steep week      |
      | 115 | allowed | running/run-walk/allowed                |

  Scenario Outline: How fast the weekly running grows
    Given a patient 16 weeks after the operation
    And planned weekly increase is <increase>
    Then the advice <soft> running/soft increase
    And the advice <hard> running/steep increase

    Examples:
      | increase | soft             | hard             |
      | 10 %     | does not include | does not include |
      | 11 %     | includes         | does not include |
      | 30 %     | includes         | does not include |
      | 31 %     | includes         | includes         |

  Scenario: No running advice before its week
    Given a patient on day 69
    Then the advice does not include running/the ladder
    And the advice does not include running/rest days
    And the advice does not include running/after pain

  Scenario Outline: A word about the surgeon's own week, from week 6
    Given a patient on day <day>
    Then the advice <says> running/your surgeon's week

    Examples:
      | day | says             |
      | 41  | does not include |
      | 42  | includes         |

  Scenario: Advice that goes with running from its week
    Given a patient on day 70
    Then the advice includes running/the ladder
    And the advice includes running/rest days
    And the advice includes running/after pain
    And the advice includes running/your surgeon's week

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                            | activity           | rule                                    |
      | knee extension                  | continuous running | running/continuous running/allowed      |
      | knee extension                  | group running      | running/group running/allowed           |
      | run-walk ladder finished        | group running      | running/group running/allowed           |
      | symptom-free continuous running | group running      | running/group running/allowed           |
      | leg pain returned               | continuous running | running/impact/not yet/setback          |
      | severe back pain                | continuous running | running/impact/not yet/strong back pain |
      | knee extension                  | racing             | running/racing/allowed                  |
      | run-walk ladder finished        | racing             | running/racing/allowed                  |
      | symptom-free continuous running | racing             | running/racing/allowed                  |
      | share of race training volume   | racing             | running/racing/allowed                  |

  Scenario Outline: Where one thing is told, another that nobody knows still opens nothing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | told                      | item           | activity           | rule                                                            | asked          |
      | ankle dorsiflexion is 4/5 | gait clearance | continuous running | running/running/not yet/weak dorsiflexion without a gait review | gait clearance |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item                    | rule                   |
      | planned weekly increase | running/soft increase  |
      | planned weekly increase | running/steep increase |

  Scenario: A setback that nobody can rule out leaves it open whether the symptoms are calm
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And leg pain returned is unknown
    Then the milestone calm symptoms is unknown

  Scenario: Grade 4 that nobody watched walking leaves it open whether the leg is strong enough
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 4/5
    And gait clearance is unknown
    Then the milestone strong enough to run is unknown

  Scenario Outline: Whoever has not finished the run-walk plan runs neither in a group nor a race
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And run-walk ladder finished is no
    Then <activity> is not yet because of running/<activity>/allowed

    Examples:
      | activity      |
      | group running |
      | racing        |

  Scenario Outline: After a second operation or a tear, running waits for a release that nobody knows of
    Given a patient 40 weeks after the operation
    And everything else is uncomplicated
    And <told> is yes
    And surgeon release for running is unknown
    Then continuous running is unknown because of running/running/not yet/revision or dural tear
    And continuous running needs surgeon release for running

    Examples:
      | told       |
      | revision   |
      | dural tear |

  Scenario Outline: Without a release, running waits until a second operation or a tear is ruled out
    Given a patient 40 weeks after the operation
    And everything else is uncomplicated
    And <line> is unknown
    And surgeon release for running is no
    Then continuous running is unknown because of running/running/not yet/revision or dural tear
    And continuous running needs <line>

    Examples:
      | line       |
      | revision   |
      | dural tear |

  Scenario Outline: The brisk walk and the weeks of continuous running, on both sides of the number
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of running/<activity>/allowed

    Examples:
      | stance      | day | told                                       | activity           | verdict |
      | liberal     | 70  | walking tolerance is 29 min                | continuous running | not yet |
      | liberal     | 70  | walking tolerance is 30 min                | continuous running | allowed |
      | restrictive | 210 | symptom-free continuous running is 83 days | racing             | not yet |
      | restrictive | 210 | symptom-free continuous running is 84 days | racing             | allowed |
      | liberal     | 126 | symptom-free continuous running is 55 days | racing             | not yet |
      | liberal     | 126 | symptom-free continuous running is 56 days | racing             | allowed |

  Scenario Outline: From week 6 your surgeon's own week is asked for
    Given a patient on day <day>
    And the stance is <stance>
    Then the advice <says> running/your surgeon's week

    Examples:
      | stance      | day | says             |
      | restrictive | 41  | does not include |
      | restrictive | 42  | includes         |
      | typical     | 41  | does not include |
      | typical     | 42  | includes         |
      | liberal     | 41  | does not include |
      | liberal     | 42  | includes         |

  Scenario Outline: A weekly rise of 10 % is advised in every stance, and 30 % the end of it
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And planned weekly increase is <rise>
    Then the advice <soft> running/soft increase
    And the advice <hard> running/steep increase

    Examples:
      | stance      | rise | soft             | hard             |
      | restrictive | 10 % | does not include | does not include |
      | restrictive | 11 % | includes         | does not include |
      | restrictive | 30 % | includes         | does not include |
      | restrictive | 31 % | includes         | includes         |
      | liberal     | 10 % | does not include | does not include |
      | liberal     | 11 % | includes         | does not include |
      | liberal     | 30 % | includes         | does not include |
      | liberal     | 31 % | includes         | includes         |

  Scenario: A foot drop that nobody has ruled out leaves running open, whatever the grades
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And foot drop is unknown
    Then continuous running is unknown because of running/continuous running/allowed
    And the milestone strong enough to run is unknown

  Scenario: A gait review is no grade
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is unknown
    And gait clearance is yes
    Then continuous running is unknown because of running/continuous running/allowed

  Scenario: A gait review does not make grade 3 strong enough
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 3/5
    And gait clearance is yes
    Then the milestone strong enough to run is not reached

  Scenario: At grade 3 the missing gait review is not the reason
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 3/5
    And gait clearance is no
    Then continuous running is not yet and not because of running/running/not yet/weak dorsiflexion without a gait review

  Scenario: A knee of grade 3 closes impact
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And knee extension is 3/5
    Then continuous running is not yet because of running/impact/not yet/weak knee
