Feature: Hazards
  What each sign of danger and each weakness forbids, by what can go wrong: height, traffic, balance, load, pull,
  bending under load, water. Whatever shares a hazard is closed together, and short walks and a desk stay open.

  Scenario Outline: A fall closes effort until the team has heard of it, and leaves short walks and a desk
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And fall is yes
    And surgeon release for contact sport is yes
    And load within lifting limit is yes
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then <activity> is not yet because of hazards/effort/not yet/fall
    And lifting is limited to <cap> because of lifting/lifting/at most/fall
    And walking is allowed because of walking/walking/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed
    And driving is allowed because of driving/driving/allowed
    And the urgency is same day because of red-flags/fall

    Examples:
      | activity                | stance      | cap   |
      | contact sport           | restrictive | 5 lb  |
      | contact sport           | typical     | 5 lb  |
      | contact sport           | liberal     | 10 lb |
      | racing                  | typical     | 5 lb  |
      | run-walk                | typical     | 5 lb  |
      | ladders                 | restrictive | 5 lb  |
      | ladders                 | typical     | 5 lb  |
      | ladders                 | liberal     | 10 lb |
      | deadlift                | typical     | 5 lb  |
      | bending and twisting    | typical     | 5 lb  |
      | limit-free lifting      | liberal     | 10 lb |
      | heavy manual work       | typical     | 5 lb  |
      | upright stationary bike | typical     | 5 lb  |
      | short flight            | typical     | 5 lb  |
      | small calm dog          | typical     | 5 lb  |

  Scenario: A fall that nobody can rule out opens nothing
    Given a patient 8 weeks after the operation
    And fall is unknown
    And everything else is uncomplicated
    Then ladders is unknown because of hazards/effort/not yet/fall
    And ladders needs fall
    And lifting is limited to 5 lb because of lifting/lifting/at most/fall

  Scenario: A fall with a new sign is closed by the sign too
    Given a patient 8 weeks after the operation
    And fall is yes
    And new weakness is yes
    And everything else is uncomplicated
    Then ladders is not yet because of hazards/effort/not yet/fall
    And it is also because of hazards/height/not yet/medical concern
    And driving is not yet because of driving/driving/not yet/new weakness
    And desk work full-time is not yet because of pain/daily life/not yet/new weakness
    And the urgency is same day because of red-flags/fall with new signs

  Scenario Outline: After a fall that hurt the head or a leg nobody steers in traffic
    Given a patient 20 weeks after the operation
    And fall is <fall>
    And head or leg hurt in the fall is <hurt>
    And everything else is uncomplicated
    Then driving is <verdict> because of <rule>

    Examples:
      | fall    | hurt    | verdict | rule                                   |
      | yes     | yes     | not yet | hazards/traffic/not yet/hurt in a fall |
      | yes     | no      | allowed | driving/driving/allowed                |
      | yes     | unknown | unknown | hazards/traffic/not yet/hurt in a fall |
      | unknown | yes     | unknown | hazards/traffic/not yet/hurt in a fall |
      | no      | yes     | allowed | driving/driving/allowed                |

  Scenario Outline: Severe back pain leaves short walks and a desk
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And severe back pain is <told>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of <rule>
    And walking is allowed because of walking/walking/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed

    Examples:
      | activity                 | stance      | told    | verdict | rule                                          |
      | ladders                  | restrictive | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | ladders                  | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | ladders                  | liberal     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | strong dog               | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | vacuuming and bed-making | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | light housework          | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | bath                     | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | short flight             | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | driving                  | restrictive | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | driving                  | typical     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | driving                  | liberal     | yes     | not yet | hazards/moving about/not yet/severe back pain |
      | driving                  | typical     | unknown | unknown | hazards/moving about/not yet/severe back pain |
      | driving                  | typical     | no      | allowed | driving/driving/allowed                       |

  Scenario Outline: New numbness keeps a foot off the pedals
    Given a patient 12 weeks after the operation
    And the stance is <stance>
    And new leg numbness is <told>
    And everything else is uncomplicated
    Then driving is <verdict> because of <rule>

    Examples:
      | stance      | told    | verdict | rule                                 |
      | restrictive | yes     | not yet | hazards/traffic/not yet/new numbness |
      | typical     | yes     | not yet | hazards/traffic/not yet/new numbness |
      | liberal     | yes     | not yet | hazards/traffic/not yet/new numbness |
      | typical     | unknown | unknown | hazards/traffic/not yet/new numbness |
      | typical     | no      | allowed | driving/driving/allowed              |

  Scenario Outline: Unsteady legs are kept from heights, traffic, pulls and what needs balance
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And unsteady walking is <told>
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of hazards/<rule>

    Examples:
      | activity          | stance      | told    | verdict   | rule                             |
      | ladders           | restrictive | yes     | not yet   | height/not yet/unsteady walking  |
      | ladders           | typical     | yes     | not yet   | height/not yet/unsteady walking  |
      | ladders           | liberal     | yes     | not yet   | height/not yet/unsteady walking  |
      | ladders           | typical     | unknown | unknown   | height/not yet/unsteady walking  |
      | driving           | restrictive | yes     | not yet   | traffic/not yet/unsteady walking |
      | driving           | typical     | yes     | not yet   | traffic/not yet/unsteady walking |
      | driving           | liberal     | yes     | not yet   | traffic/not yet/unsteady walking |
      | driving           | typical     | unknown | unknown   | traffic/not yet/unsteady walking |
      | outdoor bicycle   | typical     | yes     | not yet   | balance/not yet/unsteady walking |
      | heavy manual work | typical     | yes     | not yet   | balance/not yet/unsteady walking |
      | golf full swing   | typical     | yes     | not yet   | balance/not yet/unsteady walking |
      | run-walk          | typical     | yes     | not yet   | balance/not yet/unsteady walking |
      | golf full swing   | typical     | unknown | unknown   | balance/not yet/unsteady walking |
      | stairs            | typical     | yes     | with care | footing/with care/unsteady legs  |
      | walking           | typical     | yes     | with care | footing/with care/unsteady legs  |
      | stairs            | typical     | unknown | with care | footing/with care/unsteady legs  |

  Scenario Outline: A knee that gives way, or is weak, closes what needs a sure knee
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And <told>
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of <rule>

    Examples:
      | activity          | stance      | told                      | verdict   | rule                                         |
      | outdoor bicycle   | restrictive | knee extension is 3/5     | not yet   | hazards/balance/not yet/marked knee weakness |
      | outdoor bicycle   | typical     | knee extension is 3/5     | not yet   | hazards/balance/not yet/marked knee weakness |
      | outdoor bicycle   | liberal     | knee extension is 3/5     | not yet   | hazards/balance/not yet/marked knee weakness |
      | outdoor bicycle   | typical     | knee extension is 4/5     | with care | hazards/balance/with care/mild knee weakness |
      | outdoor bicycle   | typical     | knee gives way is yes     | not yet   | hazards/balance/not yet/marked knee weakness |
      | outdoor bicycle   | typical     | knee gives way is unknown | unknown   | hazards/balance/not yet/marked knee weakness |
      | outdoor bicycle   | typical     | knee gives way is no      | allowed   | cardio/outdoor bicycle/allowed               |
      | heavy manual work | typical     | knee extension is 3/5     | not yet   | hazards/balance/not yet/marked knee weakness |
      | heavy manual work | typical     | knee extension is 4/5     | with care | hazards/balance/with care/mild knee weakness |
      | heavy manual work | typical     | knee gives way is yes     | not yet   | hazards/balance/not yet/marked knee weakness |
      | golf full swing   | typical     | knee gives way is yes     | not yet   | hazards/balance/not yet/marked knee weakness |
      | strong dog        | typical     | knee extension is 3/5     | not yet   | hazards/balance/not yet/marked knee weakness |
      | strong dog        | typical     | knee extension is 4/5     | with care | hazards/pull/with care/weak knee             |
      | small calm dog    | typical     | knee extension is 3/5     | with care | hazards/pull/with care/weak knee             |
      | small calm dog    | typical     | knee extension is unknown | with care | hazards/pull/with care/weak knee             |
      | small calm dog    | typical     | knee gives way is yes     | with care | hazards/pull/with care/weak knee             |
      | small calm dog    | typical     | knee gives way is unknown | with care | hazards/pull/with care/weak knee             |
      | ladders           | typical     | knee gives way is yes     | not yet   | hazards/height/not yet/weak knee             |
      | ladders           | typical     | knee gives way is unknown | unknown   | hazards/height/not yet/weak knee             |
      | driving           | typical     | knee gives way is yes     | not yet   | driving/driving/not yet/weak pedal leg       |
      | driving           | typical     | knee gives way is unknown | unknown   | driving/driving/not yet/weak pedal leg       |
      | driving           | typical     | knee gives way is no      | allowed   | driving/driving/allowed                      |
      | stairs            | typical     | knee gives way is yes     | with care | hazards/footing/with care/unsteady legs      |
      | stairs            | typical     | knee gives way is unknown | with care | hazards/footing/with care/unsteady legs      |
      | stairs            | typical     | knee extension is 3/5     | with care | home/stairs/with care/weak knee              |

  Scenario: A knee that gives way on the side without a pedal does not keep anybody from an automatic car
    Given a patient 12 weeks after the operation
    And operated side is left
    And gearbox is automatic
    And knee gives way is yes
    And everything else is uncomplicated
    Then driving is allowed because of driving/driving/allowed
    Given gearbox is manual
    Then driving is not yet because of driving/driving/not yet/weak pedal leg

  Scenario Outline: A foot that drops closes more than running
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And foot drop is yes
    And load within lifting limit is yes
    And job lifting trial passed is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of hazards/<rule>

    Examples:
      | activity                  | stance      | verdict   | rule                                  |
      | outdoor bicycle           | restrictive | not yet   | balance/not yet/marked ankle weakness |
      | outdoor bicycle           | typical     | not yet   | balance/not yet/marked ankle weakness |
      | outdoor bicycle           | liberal     | not yet   | balance/not yet/marked ankle weakness |
      | golf full swing           | typical     | not yet   | balance/not yet/marked ankle weakness |
      | golf putting and chipping | typical     | with care | footing/with care/foot drop           |
      | loaded squat              | typical     | not yet   | balance/not yet/marked ankle weakness |
      | deadlift                  | typical     | not yet   | balance/not yet/marked ankle weakness |
      | heavy manual work         | typical     | not yet   | balance/not yet/marked ankle weakness |
      | lifting a small child     | typical     | not yet   | balance/not yet/marked ankle weakness |
      | small calm dog            | typical     | not yet   | pull/not yet/weak ankle               |
      | ladders                   | typical     | not yet   | height/not yet/weak ankle             |
      | backpack                  | typical     | with care | load/with care/weak leg               |
      | luggage                   | typical     | with care | load/with care/weak leg               |
      | stairs                    | typical     | with care | footing/with care/foot drop           |

  Scenario Outline: A slightly weak ankle rides, swings and squats with care
    Given a patient 30 weeks after the operation
    And ankle dorsiflexion is 4/5
    And everything else is uncomplicated
    Then <activity> is with care because of hazards/balance/with care/mild ankle weakness

    Examples:
      | activity        |
      | outdoor bicycle |
      | golf full swing |
      | loaded squat    |
      | deadlift        |

  Scenario Outline: A load on a weak or untested knee asks for care
    Given a patient 30 weeks after the operation
    And load within lifting limit is yes
    And <knee>
    And everything else is uncomplicated
    Then backpack is <verdict> because of <rule>

    Examples:
      | knee                      | verdict   | rule                            |
      | knee extension is 5/5     | allowed   | dog-and-loads/backpack/allowed  |
      | knee extension is 4/5     | with care | hazards/load/with care/weak leg |
      | knee extension is unknown | with care | hazards/load/with care/weak leg |
      | knee gives way is yes     | with care | hazards/load/with care/weak leg |
      | knee gives way is unknown | with care | hazards/load/with care/weak leg |

  Scenario Outline: After a flare nothing bends under load before bending itself does
    Given a patient 13 weeks after the operation
    And the stance is <stance>
    And flare in last 14 days is yes
    And days since last flare is 4 days
    And everything else is uncomplicated
    Then <activity> is not yet because of hazards/bending under load/not yet/setback

    Examples:
      | activity                      | stance      |
      | bending and twisting          | restrictive |
      | bending and twisting          | typical     |
      | bending and twisting          | liberal     |
      | golf full swing               | restrictive |
      | golf full swing               | typical     |
      | golf full swing               | liberal     |
      | loaded squat                  | typical     |
      | loaded squat                  | liberal     |
      | deadlift                      | typical     |
      | deadlift                      | liberal     |
      | pilates level 2               | typical     |
      | yoga with twist and deep fold | typical     |

  Scenario Outline: On the fifteenth day after a flare the deadlift is back, and so is bending
    Given a patient on day <day>
    And the diary of day 200 says flare
    And everything else is uncomplicated
    Then deadlift is <verdict> because of <rule>
    And bending and twisting is <verdict>

    Examples:
      | day | verdict | rule                                       |
      | 213 | not yet | hazards/bending under load/not yet/setback |
      | 214 | allowed | strength-training/deadlift/allowed         |

  Scenario Outline: A leg that may hold a clot is not trained, lifted with, driven with or flown with
    Given a patient <weeks> weeks after the operation
    And the stance is <stance>
    And calf swelling is <told>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of <rule>
    And lifting is limited to <cap> because of lifting/lifting/at most/signs of a clot

    Examples:
      | activity                | weeks | stance      | told    | verdict | cap   | rule                                           |
      | upright stationary bike | 6     | restrictive | yes     | not yet | 5 lb  | pain/physical activity/not yet/signs of a clot |
      | upright stationary bike | 6     | typical     | yes     | not yet | 5 lb  | pain/physical activity/not yet/signs of a clot |
      | upright stationary bike | 6     | liberal     | yes     | not yet | 10 lb | pain/physical activity/not yet/signs of a clot |
      | short flight            | 30    | typical     | yes     | not yet | 5 lb  | pain/physical activity/not yet/signs of a clot |
      | desk work full-time     | 30    | typical     | yes     | not yet | 5 lb  | pain/daily life/not yet/signs of a clot        |
      | driving                 | 30    | typical     | yes     | not yet | 5 lb  | driving/driving/not yet/unwell                 |
      | short flight            | 30    | typical     | unknown | unknown | 5 lb  | pain/physical activity/not yet/signs of a clot |

  Scenario Outline: Why nobody flies with a swollen leg is said while flights are closed
    Given a patient 1 week after the operation
    And calf swelling is <told>
    Then short flight is not yet
    And the advice <flight> red-flags/no flight with a clot
    And the advice <walks> red-flags/prevent clots

    Examples:
      | told    | flight           | walks            |
      | yes     | includes         | does not include |
      | no      | does not include | includes         |
      | unknown | does not include | does not include |

  Scenario: A knee that cannot hold is minded with any load
    Given a patient on day 0
    And everything else is uncomplicated
    And knee extension is 0/5
    And load within lifting limit is yes
    Then backpack is with care because of hazards/load/with care/weak leg

  Scenario: An ankle that is only a little weak is not pulled off its feet by a mower
    Given a patient 9 weeks after the operation
    And everything else is uncomplicated
    And ankle plantarflexion is 4/5
    Then mowing is allowed and not because of hazards/pull/not yet/weak ankle
