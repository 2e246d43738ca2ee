Feature: The same patients, told day by day
  Each vignette again as a diary: dated scores, tests by a physiotherapist and signs. What nobody says outright
  (new weakness, a foot drop, pain that came back) has to follow from the days. Then patients of the same kind.
  A tag @disputed marks where the rules answer otherwise than the draft; the vignettes say why.

  @V01
  Scenario Outline: Day 9 without trouble
    Given a patient on day 9
    And the stance is <stance>
    And operated side is right
    And the diary of day 5 says opioids yes
    And the diary of day 7, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 8 says opioids no and leg pain 1/10
    And the diary of day 9 says opioids no and leg pain 0/10 and back pain 3/10
    Then lifting is limited to <cap> because of lifting/lifting/weeks 0 to 2
    And driving is <driving> because of driving/driving/allowed
    And car passenger is allowed
    And run-walk is not yet
    And run-walk opens in week <run>
    And sitting is <sitting>
    And desk work at home is <at home>
    And desk work part-time is <part-time>
    And the phase is early walking
    And there is no urgency

    Examples:
      | stance      | cap   | driving | run | sitting           | at home | part-time |
      | restrictive | 5 lb  | not yet | 13  | limited to 20 min | allowed | not yet   |
      | typical     | 5 lb  | not yet | 10  | limited to 30 min | allowed | not yet   |
      | liberal     | 10 lb | unknown | 6   | not limited       | allowed | allowed   |

  @V02
  Scenario Outline: Day 4 on an opioid
    Given a patient on day 4
    And the stance is <stance>
    And gearbox is automatic
    And the diary of day 1, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 3 says opioids yes
    And the diary of day 4 says opioids yes and back pain 4/10
    Then lifting is limited to <cap>
    And driving is not yet because of driving/driving/not yet/opioids
    And driving does not open with time alone
    And car passenger is allowed
    And run-walk is not yet because of running/running/not yet/opioids
    And the advice includes work/clear head
    And there is no urgency

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  @V03 @disputed
  Scenario Outline: Week 3, an ankle of 2/5 that nobody calls a foot drop
    Given a patient 3 weeks after the operation
    And the stance is <stance>
    And operated side is right
    And gearbox is automatic
    And the diary of day 1, by the surgeon, says low risk of another slip <low risk>
    And the diary of day 1, by the physiotherapist, says ankle dorsiflexion 1/5
    And the diary of day 20, by the physiotherapist, says ankle dorsiflexion 2/5
    And the diary of day 21 says leg pain 0/10 and back pain 1/10 and opioids no
    Then lifting is <limit>
    And the advice includes lifting/carrying with foot drop
    And driving is not yet because of driving/driving/not yet/weak pedal leg
    And driving does not open with time alone
    And run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And desk work part-time is <part-time>
    And ladders is not yet because of hazards/height/not yet/weak ankle
    And small calm dog is not yet because of hazards/pull/not yet/weak ankle
    And the urgency is routine because of weakness/known weakness
    And the advice includes weakness/ankle brace
    And the advice includes weakness/safe home
    And the advice includes weakness/home visit
    And the advice includes weakness/strength grows
    And the advice includes driving/licence

    Examples:
      | stance      | low risk | limit            | part-time |
      | restrictive | no       | limited to 10 lb | not yet   |
      | restrictive | yes      | limited to 10 lb | not yet   |
      | typical     | no       | limited to 10 lb | allowed   |
      | typical     | yes      | limited to 10 lb | allowed   |
      | liberal     | no       | limited to 10 lb | allowed   |
      | liberal     | yes      | limited to 30 lb | allowed   |

  @V05
  Scenario Outline: Week 5, one grade lost and the leg pain up by four points
    Given a patient 5 weeks after the operation
    And the stance is <stance>
    And the diary of day 28, by the physiotherapist, says ankle dorsiflexion 4/5
    And the diary of day 33 says leg pain 1/10
    And the diary of day 35, by the physiotherapist, says ankle dorsiflexion 3/5
    And the diary of day 35 says leg pain 5/10 and bladder trouble no and saddle numbness no
    Then the urgency is same day because of red-flags/new weakness
    And lifting is limited to <cap> because of lifting/lifting/at most/new weakness
    And driving is not yet because of driving/driving/not yet/new weakness
    And run-walk is not yet
    And desk work at home is not yet because of pain/daily life/not yet/new weakness
    And desk work full-time is not yet because of pain/daily life/not yet/new weakness
    And car passenger is with care because of driving/car passenger/with care/only to be seen
    And the phase is early walking
    # It stays so however long ago it was, until somebody has looked.
    Given it is now week 9
    Then the urgency is same day because of red-flags/new weakness
    Given the diary of day 60, by the surgeon, says new weakness no
    Then the urgency is routine because of weakness/known weakness

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  @V06
  Scenario Outline: Week 2, numb between the legs since this morning
    Given a patient 2 weeks after the operation
    And the stance is <stance>
    And the diary of day 13 says leg pain 3/10
    And the diary of day 14 says saddle numbness and bladder trouble and both legs affected
    Then the urgency is emergency because of red-flags/saddle numbness
    And the urgency is emergency because of red-flags/bladder trouble
    And nothing is said about any activity

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  @V08
  Scenario Outline: Week 8, released for running from week 6, first without and then with the tests
    Given a patient 8 weeks after the operation
    And the stance is <stance>
    And an order approved by the surgeon: run-walk from is 6 weeks
    And a diary without sessions
    And the diary of day 1, by the surgeon, says low risk of another slip <low risk>
    And the diary of day 50, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 56 says leg pain 0/10 and back pain 0/10 and opioids no and wound healed yes
    And the diary of day 56 says walking tolerance 60 min and pain-free brisk walks this week 7
    And the diary of day 56 says planned weekly increase 50 %
    Then run-walk is unknown because of running/run-walk/allowed
    And run-walk needs single-leg calf raises, single-leg hops, hop asymmetry, jog on spot, test pain
    And lifting is <limit>
    And pilates level 1 is allowed
    And pilates level 2 is <level 2>
    And desk work full-time is allowed
    And the advice includes running/steep increase
    And there is no urgency
    Given the diary of day 56 says single-leg calf raises 20 and single-leg hops 10 and hop asymmetry 10 %
    And the diary of day 56 says jog on spot 60 seconds and test pain 2/10
    Then run-walk is allowed because of running/run-walk/allowed
    And the next session is walk 5 run 1

    Examples:
      | stance      | low risk | limit            | level 2 |
      | restrictive | yes      | limited to 30 lb | not yet |
      | typical     | yes      | limited to 30 lb | not yet |
      | liberal     | no       | limited to 30 lb | unknown |
      | liberal     | yes      | not limited      | unknown |

  @V10
  Scenario Outline: Week 3, a foot that feels floppy, in the patient's words
    Given a patient 3 weeks after the operation
    And the stance is <stance>
    And the diary of day 21 says sitting comfort 25 min and back pain 3/10
    And the patient says my foot feels a bit floppy
    Then the urgency is same day because of red-flags/new weakness
    And lifting is limited to <cap> because of lifting/lifting/at most/new weakness
    And driving is not yet because of driving/driving/not yet/new weakness
    And run-walk is not yet

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  @V14 @disputed
  Scenario Outline: Week 3, a twinge the evening after a long walk that is gone by morning
    Given a patient 3 weeks after the operation
    And the stance is <stance>
    And the diary of day 14, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 18 says leg pain 0/10
    And a session of walking on day 20 with leg pain 2/10
    And the diary of day 21 says leg pain 0/10 and pain not settled in 24 hours no
    Then there is no urgency
    And lifting is <limit>
    And walking is allowed
    And desk work part-time is <part-time>
    And run-walk is not yet
    And the advice includes red-flags/mild twinges
    And the phase is <phase>

    Examples:
      | stance      | limit            | part-time | phase         |
      | restrictive | limited to 10 lb | not yet   | early walking |
      | typical     | limited to 10 lb | allowed   | building up   |

  @V15
  Scenario Outline: Week 2, a fever and a wet, red wound
    Given a patient 2 weeks after the operation
    And the stance is <stance>
    And the diary of day 10 says wound healed no
    And the diary of day 14 says fever and wound trouble
    Then the urgency is same day because of red-flags/fever
    And the urgency is same day because of red-flags/wound trouble
    And lifting is limited to <cap> because of lifting/lifting/at most/wound infection
    And driving is not yet because of driving/driving/not yet/unwell
    And bath is not yet because of hazards/water/not yet/open wound
    And desk work at home is not yet because of pain/daily life/not yet/fever or wound trouble
    And walking is with care because of walking/walking/with care/medical concern

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  @V19
  Scenario Outline: Week 6, low mood, and a body that does well
    Given a patient 6 weeks after the operation
    And the stance is <stance>
    And the diary of day 1, by the surgeon, says low risk of another slip <low risk>
    And the diary of day 38 says steps per day 5000 and leg pain 0/10
    And the diary of day 40, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 42 says low interest 2/3 and low mood 2/3 and hopelessness or self-harm no and back pain 2/10
    Then the urgency is routine because of mood/low mood
    And the advice includes mood/crisis line
    And the advice includes work/graded return
    And lifting is <limit>
    And run-walk is <run>
    And desk work full-time is allowed

    Examples:
      | stance      | low risk | limit            | run     |
      | restrictive | yes      | limited to 30 lb | not yet |
      | typical     | yes      | limited to 30 lb | not yet |
      | liberal     | no       | limited to 30 lb | unknown |
      | liberal     | yes      | not limited      | unknown |

  @V25
  Scenario Outline: Week 7, an outdoor elliptical bike, a heavy dog and a backpack
    Given a patient 7 weeks after the operation
    And the stance is <stance>
    And the diary of day 1, by the surgeon, says low risk of another slip <low risk>
    And the diary of day 45, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 45 says single-leg stance 20 seconds and walking tolerance 45 min
    And the diary of day 49 says back pain 1/10 and leg pain 0/10 and ankle-foot orthosis no and load within lifting limit yes
    Then lifting is <limit>
    And backpack is allowed
    And outdoor elliptical bike is <bike>
    And strong dog is <dog>
    And run-walk is <run>
    And desk work full-time is allowed
    And the phase is back to activity
    And there is no urgency

    Examples:
      | stance      | low risk | limit            | bike    | dog     | run     |
      | restrictive | yes      | limited to 30 lb | not yet | not yet | not yet |
      | typical     | yes      | limited to 30 lb | allowed | allowed | not yet |
      | liberal     | no       | limited to 30 lb | allowed | allowed | unknown |
      | liberal     | yes      | not limited      | allowed | allowed | unknown |

  # Patients of the same kind

  Scenario Outline: Still sore the day after a longer walk
    Given a patient on day <day>
    And the stance is <stance>
    And the diary of day 30 says leg pain 0/10 and back pain 2/10
    And the diary of day 36 says leg pain 0/10 and back pain 3/10 and pain not settled in 24 hours yes
    And the diary of day 40 says leg pain 0/10 and back pain 2/10 and pain not settled in 24 hours no
    Then lifting is <limit>
    And there is no urgency

    Examples:
      | day | stance      | limit                                                                    |
      | 36  | restrictive | limited to 5 lb because of lifting/lifting/at most/flare before week 6   |
      | 36  | typical     | limited to 5 lb because of lifting/lifting/at most/flare before week 6   |
      | 36  | liberal     | limited to 10 lb because of lifting/lifting/at most/flare before week 6  |
      | 49  | restrictive | limited to 10 lb because of lifting/lifting/at most/flare before week 12 |
      | 49  | typical     | limited to 10 lb because of lifting/lifting/at most/flare before week 12 |
      | 50  | restrictive | limited to 30 lb because of lifting/lifting/weeks 6 to 12                |
      | 50  | typical     | limited to 30 lb because of lifting/lifting/weeks 6 to 12                |

  Scenario Outline: Leg pain that climbs over days, and nobody says that it is back
    Given a patient on day 31
    And the stance is <stance>
    And the diary of day 27 says leg pain 0/10
    And the diary of day 29 says leg pain 2/10
    And the diary of day 31 says leg pain <now>
    Then <said>
    And light gym weights is not yet
    And lifting is limited to <cap>

    Examples:
      | stance      | now  | said                                                                       | cap   |
      | restrictive | 4/10 | the urgency is call within 48 hours because of red-flags/leg pain returned | 5 lb  |
      | typical     | 4/10 | the urgency is call within 48 hours because of red-flags/leg pain returned | 5 lb  |
      | liberal     | 4/10 | the urgency is call within 48 hours because of red-flags/leg pain returned | 10 lb |
      | typical     | 3/10 | there is no urgency                                                        | 5 lb  |
      | typical     | 2/10 | there is no urgency                                                        | 10 lb |

  Scenario Outline: A push of 3/5 with no foot drop told, week 9
    Given a patient 9 weeks after the operation
    And the stance is <stance>
    And operated side is right
    And gearbox is automatic
    And the diary of day 42, by the physiotherapist, says ankle plantarflexion 3/5
    And the diary of day 60, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 3/5 and knee extension 5/5
    And the diary of day 63 says leg pain 0/10 and back pain 0/10 and opioids no
    Then the urgency is routine because of weakness/known weakness
    And driving is not yet because of driving/driving/not yet/weak pedal leg
    And run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And outdoor bicycle is not yet because of hazards/balance/not yet/marked ankle weakness
    And strong dog is not yet because of hazards/pull/not yet/weak ankle
    And ladders is not yet because of hazards/height/not yet/weak ankle
    And stairs is with care because of home/stairs/with care/weak push of the foot
    And lifting is limited to 30 lb
    And the advice includes weakness/ankle brace

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario Outline: A patch that has been numb since the operation is no alarm, and a pedal foot is checked
    Given a patient on day 45
    And the stance is <stance>
    And operated side is <side>
    And gearbox is automatic
    And the diary of day 40, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 45 says old unchanged numbness and leg pain 0/10 and opioids no
    And the diary of day 45 says sitting comfort 30 min and emergency stop yes and looks over both shoulders yes
    Then there is no urgency
    And lifting is <limit>
    And the advice includes pain/old numbness
    And driving is <driving>

    Examples:
      | stance      | side  | limit            | driving                                                    |
      | restrictive | right | limited to 30 lb | not yet because of driving/driving/not yet/numb pedal foot |
      | typical     | right | limited to 30 lb | not yet because of driving/driving/not yet/numb pedal foot |
      | typical     | left  | limited to 30 lb | allowed because of driving/driving/allowed                 |

  Scenario Outline: A steady dose at night, agreed with the prescriber
    Given a patient on day 45
    And the stance is <stance>
    And the diary of day 40, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 40, by the surgeon, says steady dose agreed
    And the diary of day 45 says opioids yes and leg pain 0/10
    And the diary of day 45 says sitting comfort 30 min and emergency stop yes and looks over both shoulders yes
    Then driving is <driving>
    And ladders is not yet because of hazards/height/not yet/opioids

    Examples:
      | stance      | driving                                                    |
      | restrictive | not yet because of driving/driving/not yet/opioids         |
      | typical     | with care because of driving/driving/with care/steady dose |
      | liberal     | with care because of driving/driving/with care/steady dose |

  Scenario Outline: A fall two days ago and nothing new since
    Given a patient 10 weeks after the operation
    And the stance is <stance>
    And the diary of day 60, by the physiotherapist, says ankle dorsiflexion 5/5 and ankle plantarflexion 5/5 and knee extension 5/5
    And the diary of day 68 says fall
    And the diary of day 70 says leg pain 0/10 and back pain 1/10 and opioids no
    Then the urgency is same day because of red-flags/fall
    And lifting is limited to <cap> because of lifting/lifting/at most/fall
    And run-walk is not yet because of hazards/effort/not yet/fall
    And deadlift is not yet because of hazards/effort/not yet/fall
    And ladders is not yet because of hazards/effort/not yet/fall
    And walking is allowed
    And desk work full-time is allowed
    # The team has heard of it.
    Given the diary of day 70, by the surgeon, says fall no
    Then there is no urgency
    And ladders is allowed

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  Scenario Outline: A swollen calf and a booked flight, week 8
    Given a patient 8 weeks after the operation
    And the stance is <stance>
    And the diary of day 55 says calf swelling
    And the diary of day 56 says leg pain 0/10 and opioids no
    Then the urgency is same day because of red-flags/calf swelling
    And short flight is not yet because of pain/physical activity/not yet/signs of a clot
    And long flight is not yet because of pain/physical activity/not yet/signs of a clot
    And driving is not yet because of driving/driving/not yet/unwell
    And lifting is limited to <cap> because of lifting/lifting/at most/signs of a clot
    And the advice includes red-flags/no flight with a clot
    # With a short breath it is an emergency, and the flight is not talked about any more.
    Given the diary of day 56 says sudden breathlessness
    Then the urgency is emergency because of red-flags/breathlessness or chest pain
    And nothing is said about any activity

    Examples:
      | stance      | cap   |
      | restrictive | 5 lb  |
      | typical     | 5 lb  |
      | liberal     | 10 lb |

  Scenario Outline: A headache on getting up that is told once counts until somebody has looked
    Given a patient on day 9
    And the stance is <stance>
    And the diary of day 5 says upright headache
    And the diary of day 7 says upright headache no
    Then the urgency is same day because of red-flags/fluid leak or upright headache
    And the phase is lying flat
    And walking is not yet because of walking/walking/not yet/fluid leak
    And driving is not yet because of driving/driving/not yet/unwell
    And short flight is not yet because of pain/physical activity/not yet/signs of a fluid leak
    Given the diary of day 8, by the surgeon, says upright headache no
    Then there is no urgency
    And walking is allowed
    And the phase is early walking

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario Outline: A second operation keeps its cap until a release, whatever the week
    Given a patient <week> weeks after the operation
    And the stance is <stance>
    And revision is yes
    And surgeon release for lifting is <released>
    And the diary of day <day> says leg pain 0/10 and back pain 0/10 and opioids no
    Then lifting is <limit>
    And the stance followed is restrictive
    And the urgency is routine because of surgical-scope/surgeon's plan first

    Examples:
      | week | day | stance  | released | limit                                                          |
      | 14   | 98  | typical | no       | limited to 30 lb because of lifting/lifting/at most/no release |
      | 30   | 210 | typical | no       | limited to 30 lb because of lifting/lifting/at most/no release |
      | 30   | 210 | liberal | no       | limited to 30 lb because of lifting/lifting/at most/no release |
      | 30   | 210 | typical | yes      | not limited                                                    |

  Scenario Outline: A crisis beside an emergency, and nothing else
    Given a patient on day 20
    And the stance is <stance>
    And the diary of day 19 says hopelessness or self-harm
    And the diary of day 20 says saddle numbness
    Then the urgency is emergency because of red-flags/saddle numbness
    And nothing is said about any activity
    # The emergency is ruled out; the crisis stays.
    Given the diary of day 21, by the surgeon, says saddle numbness no
    And it is now day 21
    Then the urgency is crisis because of mood/crisis
    And nothing is said about any activity

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |
