Feature: The run-walk plan, session by session
  Which step of the plan comes next, and on which day. Two good sessions lead one step up; a hard one
  is repeated; pain that stays, bad pain or a flare lead back. The weeks and the tests are in running.

  Background:
    Given a patient on day 75
    And everything else is uncomplicated

  Scenario: Nobody has run yet
    Given a diary without sessions
    Then run-walk session is allowed because of ladder/run-walk session/allowed
    And the next session is walk 5 run 1
    And the advice includes ladder/begin low
    And the advice includes ladder/how the steps work

  Scenario: The first good session is repeated, after a day off
    Given a session of run-walk on day 75 at step 1 with back pain 3/10 and leg pain 0/10
    Then run-walk session is not yet because of running/running/not yet/day after a run
    And the next session is walk 5 run 1 because of ladder/run-walk move/stay
    And the next session may be on day 77
    And the advice does not include ladder/begin low

  Scenario: The day after a run is a day off, and the second day is not
    Given a session of run-walk on day 74 at step 1 with back pain 3/10 and leg pain 0/10
    Then run-walk session is not yet because of running/running/not yet/day after a run
    And the next session may be on day 76

  Scenario: On the second day it may be
    Given a session of run-walk on day 73 at step 1 with back pain 3/10 and leg pain 0/10
    Then run-walk session is allowed
    And the next session may be on day 75

  Scenario: Two good sessions lead one step up
    Given a session of run-walk on day 70 at step 1 with back pain 2/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 1 with back pain 3/10 and leg pain 0/10
    Then the next session is walk 4 run 2 because of ladder/run-walk move/up

  Scenario: A good session at another step counts for that step alone
    Given a session of run-walk on day 70 at step 2 with back pain 2/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 1 with back pain 3/10 and leg pain 0/10
    Then the next session is walk 5 run 1 because of ladder/run-walk move/stay

  Scenario Outline: How a session was, and what follows
    Given a session of run-walk on day 70 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 72 at step 3 with <felt>
    Then the next session is <next> because of ladder/run-walk move/<move>

    Examples:
      | felt                                                                | next         | move     |
      | back pain 3/10 and leg pain 0/10                                    | walk 2 run 4 | up       |
      | back pain 4/10 and leg pain 0/10                                    | walk 3 run 3 | stay     |
      | back pain 5/10 and leg pain 0/10                                    | walk 3 run 3 | stay     |
      | back pain 2/10 and leg pain 0/10 and pain not settled in 24 hours   | walk 4 run 2 | back one |
      | back pain 6/10 and leg pain 0/10                                    | walk 5 run 1 | back two |
      | back pain 2/10 and leg pain 3/10                                    | walk 5 run 1 | back two |

  Scenario Outline: A bad run counts, whatever it was written down as
    Given a session of run-walk on day 68 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 71 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of <activity> on day 73 with back pain <pain> and leg pain 0/10
    And the diary of day 75 says back pain 1/10
    Then the next session is <next> because of ladder/run-walk move/<move>

    Examples:
      | activity           | pain | next         | move     |
      | continuous running | 3/10 | walk 2 run 4 | up       |
      | continuous running | 4/10 | walk 3 run 3 | stay     |
      | continuous running | 6/10 | walk 5 run 1 | back two |
      | group running      | 6/10 | walk 5 run 1 | back two |
      | racing             | 6/10 | walk 5 run 1 | back two |

  Scenario Outline: A session without its step leaves the step open, however well it went
    Given a session of run-walk on day 68 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 71 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of <activity> on day 73 with back pain <pain> and leg pain 0/10
    And the diary of day 75 says back pain 1/10
    And run-walk step is unknown
    Then the plan waits for run-walk step
    And run-walk session is <verdict>
    And the next session may be on day <first>

    Examples:
      | activity         | pain | verdict | first |
      | run-walk         | 3/10 | allowed | 75    |
      | run-walk         | 8/10 | not yet | 76    |
      | run-walk session | 8/10 | not yet | 76    |

  Scenario: What nobody wrote down can be told
    Given a session of run-walk on day 71 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 73 with back pain 8/10 and leg pain 0/10
    And run-walk step is 4
    And back pain is 1/10
    Then the next session is walk 4 run 2 because of ladder/run-walk move/back two

  Scenario: A session of a run-walk today has a step as well
    Given a session of run-walk session on day 70 at step 2 with back pain 2/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 2 with back pain 3/10 and leg pain 0/10
    Then the next session is walk 3 run 3 because of ladder/run-walk move/up

  Scenario: A bad run between two good sessions ends the row
    Given a session of run-walk on day 69 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of continuous running on day 71 with back pain 4/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 3 with back pain 0/10 and leg pain 0/10
    Then the next session is walk 3 run 3 because of ladder/run-walk move/stay

  Scenario: A session without its step between two good ones proves nothing
    Given a session of run-walk on day 69 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 71 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 3 with back pain 0/10 and leg pain 0/10
    Then the next session is walk 3 run 3 because of ladder/run-walk move/stay

  Scenario: Of two sessions on one day the worse one counts
    Given a session of run-walk on day 73 at step 3 with back pain 0/10 and leg pain 0/10 and leg pain moving down
    And a session of run-walk on day 73 at step 3 with back pain 0/10 and leg pain 0/10
    Then the next session is walk 5 run 1 because of ladder/run-walk move/back two

  Scenario: After a session that went badly two full days are off
    Given a session of run-walk on day 73 at step 3 with back pain 6/10 and leg pain 0/10
    And the diary of day 75 says back pain 1/10
    Then run-walk session is not yet because of running/running/not yet/rest after a hard session
    And the next session may be on day 76

  Scenario: A flare after the last run leads one step back, when the 14 days are over
    Given a patient on day 90
    And a session of run-walk on day 72 at step 3 with back pain 1/10 and leg pain 0/10
    And the diary of day 76 says flare
    And the diary of day 90 says back pain 1/10 and leg pain 0/10
    Then run-walk session is allowed
    And the next session is walk 4 run 2 because of ladder/run-walk move/back one

  Scenario: Two flares lead two steps back
    Given a patient on day 90
    And a session of run-walk on day 72 at step 3 with back pain 1/10 and leg pain 0/10
    And the diary of day 74 says flare
    And the diary of day 76 says flare
    Then the next session is walk 5 run 1 because of ladder/run-walk move/back two

  Scenario Outline: A flare closes running for 14 days, and then it opens by itself
    Given a patient on day <day>
    And a session of run-walk on day 72 at step 1 with back pain 1/10 and leg pain 0/10
    And the diary of day 76 says flare
    And the diary of day <day> says back pain 1/10 and leg pain 0/10
    Then run-walk is <verdict>

    Examples:
      | day | verdict |
      | 76  | not yet |
      | 89  | not yet |
      | 90  | allowed |

  Scenario: The last step is done
    Given a session of run-walk on day 70 at step 6 with back pain 1/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 6 with back pain 1/10 and leg pain 0/10
    Then the plan is finished

  Scenario: How a run felt was not told
    Given a patient 11 weeks after the operation
    And a session of run-walk on day 73 at step 1
    Then the plan waits for last run-walk response

  Scenario: Six days of training in a row ask for a day of rest
    Given a session of run-walk on day 73 at step 1 with back pain 1/10 and leg pain 0/10
    And a session of walking on day 70
    And a session of walking on day 71
    And a session of walking on day 72
    And a session of walking on day 74
    And a session of walking on day 75
    Then run-walk session is not yet because of running/running/not yet/full day of rest

  Scenario: Five days of training do not
    Given a session of run-walk on day 73 at step 1 with back pain 1/10 and leg pain 0/10
    And a session of walking on day 71
    And a session of walking on day 72
    And a session of walking on day 74
    And a session of walking on day 75
    Then run-walk session is allowed

  Scenario Outline: How far in a week
    Given a session of run-walk on day 66 at step 1 over 10 km with back pain 1/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 1 over <distance> with back pain 1/10 and leg pain 0/10
    Then run-walk session is <verdict>

    Examples:
      | distance | verdict   |
      | 11 km    | allowed   |
      | 11.01 km | with care |
      | 13 km    | with care |
      | 13.01 km | not yet   |

  Scenario: What the week has room for
    Given a session of run-walk on day 66 at step 1 over 10 km with back pain 1/10 and leg pain 0/10
    And a session of run-walk on day 73 at step 1 over 5 km with back pain 1/10 and leg pain 0/10
    Then the week has room for 6 to 8 km

  Scenario: All running takes from the room of a week, and adds to that of the next
    Given a patient on day 110
    And everything else is uncomplicated
    And a session of run-walk on day 98 at step 1 over 5 km with back pain 1/10 and leg pain 0/10
    And a session of continuous running on day 100 over 5 km with back pain 1/10 and leg pain 0/10
    And a session of continuous running on day 106 over 6 km with back pain 1/10 and leg pain 0/10
    And a session of group running on day 108 over 6 km with back pain 1/10 and leg pain 0/10
    Then the week has room for 0 to 1 km

  Scenario: Without a diary the answers can be told
    Given days since last run is 1 days
    And run-walk step is 2
    And good run-walk sessions is 2 sessions
    And last run-walk response is up
    Then run-walk session is not yet because of running/running/not yet/day after a run
    And the next session is walk 3 run 3 because of ladder/run-walk move/up

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                       | activity         | rule                                             |
      | knee extension             | run-walk session | ladder/run-walk session/allowed                  |
      | active days in last 6 days | run-walk session | running/running/not yet/full day of rest |
      | rise in weekly running     | run-walk session | running/running/not yet/steep week       |

  Scenario Outline: What nobody knows opens nothing, and is asked for with what else is missing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | item                | activity         | rule                                                      | asked                                       |
      | days since last run | run-walk session | running/running/not yet/day after a run           | days since last run, last run-walk response |
      | days since last run | run-walk session | running/running/not yet/rest after a hard session | days since last run, last run-walk response |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item          | rule             |
      | run-walk step | ladder/begin low |

  Scenario Outline: The first day of the plan and the day before
    Given a patient on day <day>
    And the stance is <stance>
    Then run-walk session is <verdict> because of ladder/run-walk session/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 90  | not yet |
      | restrictive | 91  | allowed |
      | typical     | 69  | not yet |
      | typical     | 70  | allowed |
      | liberal     | 41  | not yet |
      | liberal     | 42  | allowed |

  Scenario: Without the running tests there is no session
    Given single-leg hops is 9 repetitions
    Then run-walk session is not yet because of ladder/run-walk session/allowed

  Scenario: How far the last week went is not known, so a session is done with care at most
    Given rise in weekly running is unknown
    Then run-walk session is unknown because of running/running/not yet/steep week
    And run-walk session needs rise in weekly running

  Scenario: Nothing is known about the last sessions
    Given a patient 11 weeks after the operation
    And run-walk step is 2
    And flares since last run is unknown
    And good run-walk sessions is unknown
    And last run-walk response is up
    Then the plan waits for flares since last run

  Scenario Outline: The day off between two sessions, in the other stances
    Given a patient <weeks> weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And last run-walk response is up
    And days since last run is <days> days
    Then run-walk session is <verdict> because of <rule>

    Examples:
      | stance      | weeks | days | verdict | rule                                    |
      | restrictive | 13    | 1    | not yet | running/running/not yet/day after a run |
      | restrictive | 13    | 2    | allowed | ladder/run-walk session/allowed         |
      | liberal     | 6     | 1    | not yet | running/running/not yet/day after a run |
      | liberal     | 6     | 2    | allowed | ladder/run-walk session/allowed         |

  Scenario Outline: How far in a week, in the other stances
    Given a patient <weeks> weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And rise in weekly running is <rise>
    Then run-walk session is <verdict>

    Examples:
      | stance      | weeks | rise | verdict   |
      | restrictive | 13    | 10 % | allowed   |
      | restrictive | 13    | 11 % | with care |
      | restrictive | 13    | 30 % | with care |
      | restrictive | 13    | 31 % | not yet   |
      | liberal     | 6     | 10 % | allowed   |
      | liberal     | 6     | 11 % | with care |
      | liberal     | 6     | 30 % | with care |
      | liberal     | 6     | 31 % | not yet   |

  Scenario Outline: Two good sessions a step in every stance
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And run-walk step is 2
    And last run-walk response is up
    And good run-walk sessions is <good> sessions
    Then the next session is <next> because of ladder/run-walk move/<move>

    Examples:
      | stance      | good | next         | move |
      | restrictive | 1    | walk 4 run 2 | stay |
      | restrictive | 2    | walk 3 run 3 | up   |
      | liberal     | 1    | walk 4 run 2 | stay |
      | liberal     | 2    | walk 3 run 3 | up   |

  Scenario Outline: Only after a bad session are there two full days off
    Given last run-walk response is <response>
    And days since last run is 2 days
    Then run-walk session is <verdict>

    Examples:
      | response | verdict |
      | up       | allowed |
      | stay     | allowed |
      | back one | allowed |
      | back two | not yet |

  Scenario Outline: What was told of the last session without a diary
    Given run-walk step is 3
    And good run-walk sessions is <good> sessions
    And last run-walk response is <response>
    And flares since last run is <flares> times
    Then the next session is <next> because of ladder/run-walk move/<move>

    Examples:
      | good | response | flares | next         | move     |
      | 2    | stay     | 0      | walk 3 run 3 | stay     |
      | 2    | back one | 0      | walk 4 run 2 | back one |
      | 2    | back two | 0      | walk 5 run 1 | back two |
      | 2    | up       | 1      | walk 4 run 2 | back one |
      | 2    | up       | 2      | walk 5 run 1 | back two |

  Scenario: Good sessions that nobody counted leave the step open
    Given run-walk step is 3
    And last run-walk response is up
    And good run-walk sessions is unknown
    Then the plan waits for good run-walk sessions

  Scenario Outline: What a session has to be like, one answer at a time
    Given a session of run-walk on day 70 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 72 at step 3 with <felt>
    Then the next session is <next> because of ladder/run-walk move/<move>

    Examples:
      | felt                                                       | next         | move     |
      | back pain 3/10 and leg pain 1/10                           | walk 3 run 3 | stay     |
      | back pain 3/10 and leg pain 2/10                           | walk 3 run 3 | stay     |
      | back pain 4/10 and leg pain 0/10                           | walk 3 run 3 | stay     |
      | back pain 0/10 and leg pain 0/10 and new or worse leg pain | walk 5 run 1 | back two |
      | back pain 0/10 and leg pain 0/10 and leg pain moving down  | walk 5 run 1 | back two |

  Scenario Outline: What nobody said of a session leaves the step open
    Given a session of run-walk on day 70 at step 3 with back pain 0/10 and leg pain 0/10
    And a session of run-walk on day 72 at step 3 with <felt>
    Then the plan waits for last run-walk response

    Examples:
      | felt           |
      | back pain 0/10 |
      | leg pain 0/10  |

  Scenario: A training day a week ago is no longer one of the last six
    Given a session of run-walk on day 73 at step 1 with back pain 1/10 and leg pain 0/10
    And a session of walking on day 69
    And a session of walking on day 71
    And a session of walking on day 72
    And a session of walking on day 74
    And a session of walking on day 75
    Then run-walk session is allowed

  Scenario Outline: The seven days of a week, and the seven before
    Given a session of run-walk on day <before> at step 1 over 10 km with back pain 1/10 and leg pain 0/10
    And a session of run-walk on day <last> at step 1 over 14 km with back pain 1/10 and leg pain 0/10
    Then run-walk session is <verdict>

    Examples:
      | before | last | verdict |
      | 68     | 73   | not yet |
      | 69     | 73   | allowed |
      | 62     | 73   | not yet |
      | 61     | 73   | allowed |
