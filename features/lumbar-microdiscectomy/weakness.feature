Feature: Weakness of the operated leg
  What a weak ankle or knee means for ladders and falls, whom to tell, and what a plateau means.
  Old and stable weakness is for the next visit. New or worse weakness is a red flag.

  Scenario Outline: The weaker of the two ankle movements counts for ladders
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And <item> is <value>
    Then ladders is <verdict> because of <rule>

    Examples:
      | item                  | value | verdict | rule                                   |
      | ankle dorsiflexion    | 5/5   | allowed | weakness/ladders/allowed               |
      | ankle dorsiflexion    | 4/5   | not yet | hazards/height/not yet/weak ankle      |
      | ankle dorsiflexion    | 3/5   | not yet | hazards/height/not yet/weak ankle      |
      | ankle plantarflexion  | 4/5   | not yet | hazards/height/not yet/weak ankle      |
      | foot drop             | yes   | not yet | hazards/height/not yet/weak ankle      |
      | knee extension        | 4/5   | not yet | hazards/height/not yet/weak knee       |
      | opioids               | yes   | not yet | hazards/height/not yet/opioids         |
      | flare in last 14 days | yes   | not yet | hazards/height/not yet/setback         |
      | fever                 | yes   | not yet | hazards/height/not yet/medical concern |

  Scenario Outline: Ladders wait as long as bending and twisting
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is <low risk>
    And everything else is uncomplicated
    Then ladders is <verdict> because of weakness/ladders/allowed
    And bending and twisting is <verdict> because of lifting/bending and twisting/allowed

    Examples:
      | stance      | low risk | day | verdict |
      | typical     | no       | 41  | not yet |
      | typical     | no       | 42  | allowed |
      | typical     | yes      | 41  | not yet |
      | restrictive | no       | 41  | not yet |
      | restrictive | no       | 42  | allowed |
      | restrictive | yes      | 41  | not yet |
      | liberal     | yes      | 13  | not yet |
      | liberal     | yes      | 14  | allowed |
      | liberal     | no       | 42  | allowed |
      | liberal     | unknown  | 42  | allowed |

  Scenario: Nobody climbs on a guess
    Given a patient 8 weeks after the operation
    Then ladders is unknown
    And ladders needs ankle dorsiflexion, ankle plantarflexion, knee extension, opioids

  Scenario: An old foot drop that is stable, week 3
    Given a patient 3 weeks after the operation
    And ankle dorsiflexion is 2/5
    And foot drop is yes
    Then the urgency is routine because of weakness/known weakness
    And the advice includes weakness/ankle brace
    And the advice includes weakness/safe home
    And the advice includes weakness/home visit
    And the advice includes weakness/what to expect
    And the advice does not include weakness/tired ankle

  Scenario: Grade 3 gets a brace and no home visit
    Given a patient 3 weeks after the operation
    And ankle dorsiflexion is 3/5
    Then the urgency is routine because of weakness/known weakness
    And the advice includes weakness/ankle brace
    And the advice does not include weakness/home visit

  Scenario: Grade 4 tires
    Given a patient 3 weeks after the operation
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 5/5
    Then the urgency is routine because of weakness/known weakness
    And the advice includes weakness/tired ankle
    And the advice does not include weakness/ankle brace
    And the advice does not include weakness/safe home

  Scenario Outline: A weak knee
    Given a patient 3 weeks after the operation
    And knee extension is <grade>
    Then the urgency is routine because of weakness/known weakness
    And the advice includes weakness/weak knee

    Examples:
      | grade |
      | 4/5   |
      | 3/5   |

  Scenario: Full strength needs nobody
    Given a patient 3 weeks after the operation
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    Then there is no urgency
    And the advice does not include weakness/weak knee
    And the advice does not include weakness/what to expect
    And the advice includes weakness/check your strength

  Scenario Outline: A plateau is named from month 6 and not before
    Given a patient on day <day>
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 5/5
    And strength unchanged since week 6 is <unchanged>
    Then the urgency is routine because of <rule>

    Examples:
      | day | unchanged | rule                               |
      | 181 | yes       | weakness/known weakness            |
      | 182 | yes       | weakness/strength has levelled off |
      | 182 | no        | weakness/known weakness            |

  Scenario: After a far-lateral operation the knee is looked at
    Given a patient 4 weeks after the operation
    And far-lateral surgery is yes
    Then the advice includes weakness/far-lateral disc

  Scenario: After the usual operation it is not
    Given a patient 4 weeks after the operation
    Then the advice does not include weakness/far-lateral disc
    And far-lateral surgery is assumed to be no

  Scenario Outline: One weak grade is enough to tell the surgeon at the next visit
    Given a patient 3 weeks after the operation
    And <muscle> is <grade>
    Then <urgency>

    Examples:
      | muscle               | grade | urgency                                                   |
      | ankle dorsiflexion   | 4/5   | the urgency is routine because of weakness/known weakness |
      | ankle dorsiflexion   | 5/5   | there is no urgency                                       |
      | ankle plantarflexion | 4/5   | the urgency is routine because of weakness/known weakness |
      | ankle plantarflexion | 5/5   | there is no urgency                                       |
      | knee extension       | 4/5   | the urgency is routine because of weakness/known weakness |
      | knee extension       | 5/5   | there is no urgency                                       |

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item              | activity | rule                                   |
      | calf swelling     | ladders  | hazards/height/not yet/medical concern |
      | leg pain returned | ladders  | hazards/height/not yet/setback         |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item                | rule                      |
      | foot drop           | weakness/ankle brace      |
      | far-lateral surgery | weakness/far-lateral disc |
      | ankle dorsiflexion  | weakness/home visit       |
      | foot drop           | weakness/safe home        |
      | foot drop           | weakness/tired ankle      |
      | knee extension      | weakness/weak knee        |
      | foot drop           | weakness/what to expect   |

  Scenario: Whether the strength has levelled off is asked from month 6
    Given a patient 26 weeks after the operation
    And everything else is uncomplicated
    And knee extension is 3/5
    And strength unchanged since week 6 is unknown
    Then weakness/strength has levelled off is asked first

  Scenario Outline: At grade 2 or less a look at the home is advised
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then the advice <says> weakness/home visit

    Examples:
      | told                        | says             |
      | ankle dorsiflexion is 2/5   | includes         |
      | ankle dorsiflexion is 3/5   | does not include |
      | ankle plantarflexion is 2/5 | includes         |
      | ankle plantarflexion is 3/5 | does not include |

  Scenario Outline: A grade gained within six weeks is named, and not after
    Given a patient on day <day>
    And the diary of day 20 says ankle dorsiflexion 3/5
    And the diary of day 25 says ankle dorsiflexion <grade>
    And the diary of day <day> says ankle dorsiflexion <grade>
    Then the advice <says> weakness/strength grows

    Examples:
      | day | grade | says             |
      | 25  | 4/5   | includes         |
      | 25  | 3/5   | does not include |
      | 66  | 4/5   | includes         |
      | 67  | 4/5   | does not include |

  Scenario: Whoever was never graded gains nothing that could be named
    Given a patient 8 weeks after the operation
    Then the advice does not include weakness/strength grows

  Scenario Outline: Whether the strength has levelled off, six weeks after a grade
    Given a patient on day <day>
    And everything else is uncomplicated
    And the diary of day 150 says ankle dorsiflexion 3/5
    And the diary of day 160 says ankle dorsiflexion 4/5
    And the diary of day <day> says ankle dorsiflexion 4/5
    Then the urgency is routine <because> of weakness/strength has levelled off

    Examples:
      | day | because         |
      | 201 | and not because |
      | 202 | because         |

  Scenario Outline: One grade of gain is enough, and none is not
    Given a patient on day 60
    And the diary of day 30 says ankle dorsiflexion <then>
    And the diary of day 60 says ankle dorsiflexion <now>
    Then the advice <says> weakness/strength grows

    Examples:
      | then | now | says             |
      | 3/5  | 4/5 | includes         |
      | 2/5  | 4/5 | includes         |
      | 4/5  | 4/5 | does not include |
      | 4/5  | 3/5 | does not include |

  Scenario Outline: Advice for a weak ankle is not for a strong one
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    Then the advice does not include weakness/<advice>

    Examples:
      | advice         |
      | ankle brace    |
      | safe home      |
      | tired ankle    |
      | what to expect |

  Scenario: A mild weakness is told what to expect
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And ankle plantarflexion is 4/5
    Then the advice includes weakness/what to expect
    And the advice includes weakness/tired ankle

  Scenario Outline: Ladders need each answer
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then ladders is unknown because of weakness/ladders/allowed
    And ladders needs <item>

    Examples:
      | item                 |
      | ankle plantarflexion |
      | foot drop            |
      | knee extension       |
      | opioids              |

  Scenario Outline: Ladders wait for week 6 in the liberal stance too, where the risk of another slip is not said to be low
    Given a patient on day <day>
    And the stance is liberal
    And low risk of another slip is <risk>
    And everything else is uncomplicated
    Then ladders is <verdict> because of weakness/ladders/allowed

    Examples:
      | risk | day | verdict |
      | no   | 14  | not yet |
      | no   | 41  | not yet |
      | no   | 42  | allowed |
      | yes  | 13  | not yet |
      | yes  | 14  | allowed |

  Scenario: A mild weakness closes ladders, whether or not the foot drops
    Given a patient 6 weeks after the operation
    And everything else is uncomplicated
    And ankle plantarflexion is 4/5
    And foot drop is unknown
    Then ladders is not yet because of weakness/ladders/allowed

  Scenario: A knee of grade 3 closes ladders
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And knee extension is 3/5
    Then ladders is not yet because of hazards/height/not yet/weak knee

  Scenario Outline: Before month 6 nobody is asked whether the strength has levelled off
    Given a patient on day <day>
    And everything else is uncomplicated
    And knee extension is 3/5
    And strength unchanged since week 6 is unknown
    Then weakness/strength has levelled off is not asked first

    Examples:
      | day |
      | 14  |
      | 181 |

  Scenario Outline: A plateau is that of a weakness, of the ankle or the knee
    Given a patient 26 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And strength unchanged since week 6 is yes
    Then the urgency is routine because of weakness/strength has levelled off

    Examples:
      | told                        |
      | foot drop is yes            |
      | ankle plantarflexion is 4/5 |
      | knee extension is 4/5       |
      | knee extension is 3/5       |

  Scenario: A strong leg that stays strong is no plateau
    Given a patient 26 weeks after the operation
    And everything else is uncomplicated
    And strength unchanged since week 6 is yes
    Then there is no urgency

  Scenario: Nor is a leg that nobody has graded
    Given a patient 26 weeks after the operation
    And strength unchanged since week 6 is yes
    Then there is no urgency

  # A tested grade that fell counts as new weakness does, whether or not anyone calls it so.
  Scenario Outline: One grade less than at an earlier test is for today
    Given a patient on day 36
    And the diary of day 8 says <muscle> <then>
    And the diary of day 36 says <muscle> <now>
    Then the urgency is same day because of red-flags/new weakness
    And lifting is limited to 5 lb because of lifting/lifting/at most/new weakness
    And driving is not yet because of driving/driving/not yet/new weakness
    And desk work part-time is not yet because of pain/daily life/not yet/new weakness
    And upright stationary bike is not yet because of pain/physical activity/not yet/new weakness
    And stairs is with care because of home/stairs/with care/new weakness

    Examples:
      | muscle               | then | now |
      | ankle dorsiflexion   | 5/5  | 4/5 |
      | ankle dorsiflexion   | 5/5  | 3/5 |
      | ankle plantarflexion | 4/5  | 3/5 |
      | knee extension       | 2/5  | 1/5 |

  Scenario Outline: A grade that did not fall says nothing about weakness that no test shows
    Given a patient on day 36
    And the diary of day 29 says <then>
    And the diary of day 36 says <now>
    Then the urgency is routine because of weakness/known weakness
    And new weakness is assumed to be no
    And lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

    Examples:
      | then                     | now                      |
      | ankle dorsiflexion 4/5   | ankle dorsiflexion 4/5   |
      | ankle plantarflexion 3/5 | ankle plantarflexion 4/5 |
      | ankle plantarflexion 4/5 | ankle plantarflexion 4/5 |
      | knee extension 4/5       | knee extension 4/5       |
      | knee extension 5/5       | ankle dorsiflexion 4/5   |

  Scenario: One test alone shows no loss
    Given a patient on day 36
    And the diary of day 36 says ankle dorsiflexion 3/5
    Then the urgency is routine because of weakness/known weakness
    And new weakness is assumed to be no

  Scenario Outline: A loss counts until a clinician says on a later day that there is no new weakness
    Given a patient on day 50
    And the diary of day 29 says ankle dorsiflexion 5/5
    And the diary of day 36 says ankle dorsiflexion 3/5
    And the diary of day <day> says new weakness no
    Then the urgency is <urgency> because of <rule>

    Examples:
      | day                 | urgency  | rule                    |
      | 35, by the surgeon, | same day | red-flags/new weakness  |
      | 36, by the surgeon, | same day | red-flags/new weakness  |
      | 37, by the surgeon, | routine  | weakness/known weakness |
      | 37                  | same day | red-flags/new weakness  |
      | 37, by the patient, | same day | red-flags/new weakness  |

  Scenario Outline: What is lost after that is new again
    Given a patient on day 50
    And the diary of day 29 says ankle dorsiflexion 5/5
    And the diary of day 36 says ankle dorsiflexion 3/5
    And the diary of day 37, by the surgeon, says new weakness no
    And the diary of day 50 says ankle dorsiflexion <now>
    Then the urgency is <urgency> because of <rule>

    Examples:
      | now | urgency  | rule                    |
      | 2/5 | same day | red-flags/new weakness  |
      | 3/5 | routine  | weakness/known weakness |
      | 4/5 | routine  | weakness/known weakness |

  Scenario Outline: A loss ends when the grade is back, and not before
    Given a patient on day 50
    And the diary of day 22 says ankle dorsiflexion 4/5
    And the diary of day 36 says ankle dorsiflexion 2/5
    And the diary of day 50 says ankle dorsiflexion <now>
    Then the urgency is <urgency> because of <rule>

    Examples:
      | now | urgency  | rule                    |
      | 3/5 | same day | red-flags/new weakness  |
      | 4/5 | routine  | weakness/known weakness |

  Scenario: Time alone does not end it
    Given a patient on day 400
    And the diary of day 29 says ankle dorsiflexion 5/5
    And the diary of day 36 says ankle dorsiflexion 4/5
    Then the urgency is same day because of red-flags/new weakness
    And desk work full-time does not open with time alone

  Scenario Outline: A loss with another red flag is an emergency, as new weakness is
    Given a patient on day 36
    And the diary of day 29 says knee extension 5/5
    And the diary of day 36 says knee extension 4/5
    And <sign> is yes
    Then the urgency is emergency because of red-flags/<rule>

    Examples:
      | sign            | rule                                      |
      | fever           | new weakness with fever or wound trouble  |
      | bladder trouble | new weakness with saddle or bladder signs |

  Scenario Outline: Equal grades are a plateau, however far apart the tests are
    Given a patient on day 260
    And everything else is uncomplicated
    And the diary of day <first> says ankle dorsiflexion 4/5
    And the diary of day 260 says ankle dorsiflexion <grade>
    Then the urgency is routine because of weakness/<rule>

    Examples:
      | first | grade | rule                     |
      | 190   | 4/5   | strength has levelled off |
      | 218   | 4/5   | strength has levelled off |
      | 219   | 4/5   | known weakness           |

  Scenario Outline: A tested ankle of 3/5 or less is a foot drop, whatever else is told
    Given a patient on day 60
    And everything else is uncomplicated
    And ankle dorsiflexion is <grade>
    And foot drop is <told>
    Then the advice <says> weakness/ankle brace

    Examples:
      | grade | told | says             |
      | 3/5   | no   | includes         |
      | 4/5   | no   | does not include |
      | 4/5   | yes  | includes         |

  Scenario: A knee that gives way is told to the surgeon at the next visit
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And knee gives way is yes
    Then the urgency is routine because of weakness/known weakness
    Given knee gives way is no
    Then there is no urgency
    Given knee gives way is unknown
    Then weakness/known weakness is asked first
