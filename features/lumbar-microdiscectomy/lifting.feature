Feature: Lifting
  How much a patient may lift in one careful lift, when bending and twisting need no special care,
  and when no fixed cap is left. The table sets the cap; symptoms and warning signs lower it.
  The liberal stance opens all three at week 2, but only where the surgeon called the risk of another slip low.

  Scenario Outline: The table of weeks, with nothing stated
    Given a patient on day <day>
    And the stance is <stance>
    Then lifting is limited to <cap> because of lifting/lifting/weeks <weeks>

    Examples: Typical, the day before and the day of each step
      | stance  | day | cap   | weeks   |
      | typical | 0   | 5 lb  | 0 to 2  |
      | typical | 13  | 5 lb  | 0 to 2  |
      | typical | 14  | 10 lb | 2 to 6  |
      | typical | 41  | 10 lb | 2 to 6  |
      | typical | 42  | 30 lb | 6 to 12 |
      | typical | 83  | 30 lb | 6 to 12 |

    Examples: Restrictive
      | stance      | day | cap   | weeks   |
      | restrictive | 13  | 5 lb  | 0 to 2  |
      | restrictive | 14  | 10 lb | 2 to 6  |
      | restrictive | 41  | 10 lb | 2 to 6  |
      | restrictive | 42  | 30 lb | 6 to 12 |
      | restrictive | 83  | 30 lb | 6 to 12 |

    Examples: Liberal
      | stance  | day | cap   | weeks  |
      | liberal | 13  | 10 lb | 0 to 2 |

  Scenario Outline: With a low risk of another slip the liberal stance has no fixed cap from week 2
    Given a patient on day <day>
    And the stance is liberal
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then lifting is <cap>

    Examples:
      | day | cap                                                      |
      | 13  | limited to 10 lb because of lifting/lifting/weeks 0 to 2 |
      | 14  | not limited                                              |
      | 41  | not limited                                              |
      | 42  | not limited                                              |
      | 83  | not limited                                              |

  Scenario Outline: Where the risk of another slip is not known to be low, the liberal stance keeps a cap to week 12
    Given a patient on day <day>
    And the stance is liberal
    And low risk of another slip is <risk>
    And everything else is uncomplicated
    Then lifting is <cap>

    Examples:
      | risk    | day | cap                                                                                     |
      | no      | 13  | limited to 10 lb because of lifting/lifting/weeks 0 to 2                                |
      | no      | 14  | limited to 10 lb because of lifting/lifting/at most/risk not said to be low, to week 6  |
      | no      | 41  | limited to 10 lb because of lifting/lifting/at most/risk not said to be low, to week 6  |
      | no      | 42  | limited to 30 lb because of lifting/lifting/at most/risk not said to be low, to week 12 |
      | no      | 83  | limited to 30 lb because of lifting/lifting/at most/risk not said to be low, to week 12 |
      | no      | 84  | not limited                                                                             |
      | unknown | 14  | limited to 10 lb because of lifting/lifting/at most/risk not said to be low, to week 6  |
      | unknown | 41  | limited to 10 lb because of lifting/lifting/at most/risk not said to be low, to week 6  |
      | unknown | 42  | limited to 30 lb because of lifting/lifting/at most/risk not said to be low, to week 12 |
      | unknown | 83  | limited to 30 lb because of lifting/lifting/at most/risk not said to be low, to week 12 |
      | unknown | 84  | not limited                                                                             |

  Scenario Outline: An order that tightens takes no cap away that waits for a low risk
    Given a patient on day <day>
    And the stance is liberal
    And everything else is uncomplicated
    And an order: <order>
    Then lifting is limited to <cap>
    And bending and twisting is <bending>
    And deadlift is <deadlift>

    Examples:
      | order                          | day | cap   | bending | deadlift |
      | bending from is 4 weeks        | 21  | 10 lb | not yet | not yet  |
      | bending from is 4 weeks        | 41  | 10 lb | not yet | not yet  |
      | bending from is 4 weeks        | 42  | 30 lb | allowed | not yet  |
      | limit-free lifting from is 10 weeks | 55  | 30 lb | allowed | not yet  |
      | limit-free lifting from is 10 weeks | 56  | 30 lb | allowed | not yet  |
      | limit-free lifting from is 10 weeks | 83  | 30 lb | allowed | not yet  |

  Scenario Outline: A surgeon's approved order for earlier bending counts by itself outside the liberal stance
    Given a patient on day <day>
    And low risk of another slip is <risk>
    And everything else is uncomplicated
    And an order approved by the surgeon: bending from is 3 weeks
    Then bending and twisting is <bending>

    Examples:
      | risk    | day | bending |
      | no      | 20  | not yet |
      | no      | 21  | allowed |
      | unknown | 21  | allowed |

  Scenario Outline: After a flare the liberal stance keeps 10 lb to week 12 where the risk is not known to be low
    Given a patient on day <day>
    And the stance is liberal
    And flare in last 14 days is yes
    And low risk of another slip is <risk>
    Then lifting is limited to <cap>

    Examples:
      | risk    | day | cap   |
      | no      | 41  | 10 lb |
      | no      | 42  | 10 lb |
      | no      | 83  | 10 lb |
      | no      | 84  | 30 lb |
      | unknown | 83  | 10 lb |
      | yes     | 83  | 30 lb |

  Scenario: Nobody said anything of the risk, so it is not taken for low
    Given a patient 3 weeks after the operation
    And the stance is liberal
    And everything else is uncomplicated
    Then low risk of another slip is assumed to be no
    And lifting is limited to 10 lb because of lifting/lifting/at most/risk not said to be low, to week 6
    And bending and twisting is not yet because of hazards/bending under load/not yet/risk not said to be low
    And bending and twisting opens in week 6
    And limit-free lifting is not yet because of hazards/load without a cap/not yet/risk not said to be low
    And limit-free lifting opens in week 12

  Scenario: Whether the risk is low is asked for where it decides
    Given a patient 3 weeks after the operation
    And the stance is liberal
    And low risk of another slip is unknown
    And everything else is uncomplicated
    Then lifting needs low risk of another slip
    And bending and twisting is unknown because of hazards/bending under load/not yet/risk not said to be low
    And bending and twisting needs low risk of another slip
    And limit-free lifting is unknown because of hazards/load without a cap/not yet/risk not said to be low
    And limit-free lifting needs low risk of another slip

  Scenario Outline: In the typical and restrictive stance a low risk changes nothing
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is <risk>
    And everything else is uncomplicated
    Then lifting is limited to <cap> because of lifting/lifting/<rule>
    And bending and twisting is <bending> because of lifting/bending and twisting/allowed
    And limit-free lifting is not yet because of lifting/limit-free lifting/allowed

    Examples:
      | stance      | risk | day | cap   | rule               | bending |
      | typical     | no   | 0   | 5 lb  | weeks 0 to 2       | not yet |
      | restrictive | no   | 0   | 5 lb  | weeks 0 to 2       | not yet |
      | typical     | yes  | 13  | 5 lb  | weeks 0 to 2       | not yet |
      | typical     | no   | 13  | 5 lb  | weeks 0 to 2       | not yet |
      | typical     | yes  | 14  | 10 lb | weeks 2 to 6       | not yet |
      | typical     | no   | 14  | 10 lb | weeks 2 to 6       | not yet |
      | typical     | yes  | 41  | 10 lb | weeks 2 to 6       | not yet |
      | typical     | no   | 41  | 10 lb | weeks 2 to 6       | not yet |
      | typical     | yes  | 42  | 30 lb | weeks 6 to 12      | allowed |
      | typical     | no   | 42  | 30 lb | weeks 6 to 12      | allowed |
      | typical     | yes  | 83  | 30 lb | weeks 6 to 12      | allowed |
      | typical     | no   | 83  | 30 lb | weeks 6 to 12      | allowed |
      | restrictive | yes  | 13  | 5 lb  | weeks 0 to 2       | not yet |
      | restrictive | no   | 13  | 5 lb  | weeks 0 to 2       | not yet |
      | restrictive | yes  | 14  | 10 lb | weeks 2 to 6       | not yet |
      | restrictive | no   | 14  | 10 lb | weeks 2 to 6       | not yet |
      | restrictive | yes  | 41  | 10 lb | weeks 2 to 6       | not yet |
      | restrictive | no   | 41  | 10 lb | weeks 2 to 6       | not yet |
      | restrictive | yes  | 42  | 30 lb | weeks 6 to 12      | allowed |
      | restrictive | no   | 42  | 30 lb | weeks 6 to 12      | allowed |
      | restrictive | yes  | 83  | 30 lb | weeks 6 to 12      | allowed |
      | restrictive | no   | 83  | 30 lb | weeks 6 to 12      | allowed |
      | restrictive | yes  | 84  | 30 lb | at most/no release | allowed |
      | restrictive | no   | 84  | 30 lb | at most/no release | allowed |

  Scenario Outline: In the typical and restrictive stance a low risk opens heavy lifting no earlier
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is <risk>
    And surgeon release for lifting is yes
    And everything else is uncomplicated
    Then limit-free lifting is <verdict> because of lifting/limit-free lifting/allowed

    Examples:
      | stance      | risk | day | verdict |
      | typical     | yes  | 83  | not yet |
      | typical     | yes  | 84  | allowed |
      | typical     | no   | 84  | allowed |
      | restrictive | yes  | 83  | not yet |
      | restrictive | yes  | 84  | allowed |
      | restrictive | no   | 84  | allowed |

  Scenario: No fixed cap from week 12 for a patient without symptoms
    Given a patient on day 84
    And leg pain is 0/10
    And back pain is 3/10
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 4/5
    And knee extension is 4/5
    Then lifting is not limited

  Scenario: One day earlier the cap still holds
    Given a patient on day 83
    And leg pain is 0/10
    And back pain is 3/10
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12

  Scenario: At week 12 the cap stays until freedom from symptoms is stated
    Given a patient 12 weeks after the operation
    Then lifting is limited to 30 lb because of lifting/lifting/at most/symptoms

  Scenario Outline: Symptoms keep the cap after week 12
    Given a patient 12 weeks after the operation
    And leg pain is <leg>
    And back pain is <back>
    Then lifting is limited to 30 lb because of lifting/lifting/at most/symptoms

    Examples:
      | leg  | back |
      | 1/10 | 0/10 |
      | 0/10 | 4/10 |

  Scenario: New weakness takes the cap back to the first weeks
    Given a patient 5 weeks after the operation
    And new weakness is yes
    Then lifting is limited to 5 lb because of lifting/lifting/at most/new weakness

  Scenario: An unanswered question about new weakness lowers the cap until it is answered
    Given a patient 3 weeks after the operation
    And new weakness is unknown
    Then lifting is limited to 5 lb because of lifting/lifting/at most/new weakness
    And lifting could be 10 lb

  Scenario: Leg pain that came back takes the cap back to the first weeks
    Given a patient 8 weeks after the operation
    And leg pain returned is yes
    Then lifting is limited to 5 lb because of lifting/lifting/at most/suspected new slip

  Scenario Outline: Signs of a fluid leak or an infection take the cap back to the first weeks
    Given a patient 4 weeks after the operation
    And <sign> is yes
    Then lifting is limited to 5 lb because of lifting/lifting/at most/<rule>

    Examples:
      | sign                   | rule              |
      | clear fluid from wound | spinal fluid leak |
      | upright headache       | spinal fluid leak |
      | wound trouble          | wound infection   |
      | fever                  | wound infection   |

  Scenario: The liberal stance goes back to its own first cap
    Given a patient 4 weeks after the operation
    And the stance is liberal
    And wound trouble is yes
    Then lifting is limited to 10 lb because of lifting/lifting/at most/wound infection

  Scenario: A dural tear keeps the first cap until the surgeon releases
    Given a patient 8 weeks after the operation
    And dural tear is yes
    Then lifting is limited to 5 lb because of lifting/lifting/at most/dural tear
    And bending and twisting is not yet because of hazards/bending under load/not yet/dural tear

  Scenario: A dural tear with the surgeon's release follows the restrictive table
    Given a patient 8 weeks after the operation
    And dural tear is yes
    And surgeon release for lifting is yes
    And back pain is 1/10
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And bending and twisting is allowed

  Scenario Outline: A flare takes the cap back one step
    Given a patient on day <day>
    And flare in last 14 days is yes
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | day | cap   | rule                 |
      | 41  | 5 lb  | flare before week 6  |
      | 42  | 10 lb | flare before week 12 |
      | 83  | 10 lb | flare before week 12 |
      | 84  | 30 lb | symptoms             |

  Scenario Outline: Leg pain that stays, new numbness and a long flare take it back as a flare does
    Given a patient on day <day>
    And <sign> is yes
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | sign                   | day | cap   | rule                 |
      | leg pain over 48 hours | 41  | 5 lb  | flare before week 6  |
      | leg pain over 48 hours | 83  | 10 lb | flare before week 12 |
      | leg pain over 48 hours | 84  | 30 lb | symptoms             |
      | new leg numbness       | 41  | 5 lb  | flare before week 6  |
      | new leg numbness       | 83  | 10 lb | flare before week 12 |
      | new leg numbness       | 84  | 30 lb | symptoms             |
      | flare over 7 days      | 41  | 5 lb  | flare before week 6  |
      | flare over 7 days      | 83  | 10 lb | flare before week 12 |
      | flare over 7 days      | 84  | 30 lb | symptoms             |

  Scenario Outline: A second flare takes the cap back two steps
    Given a patient on day <day>
    And second flare in last 14 days is yes
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | day | cap   | rule                        |
      | 83  | 5 lb  | second flare before week 12 |
      | 84  | 10 lb | second flare from week 12   |

  Scenario: A twinge that was gone by the morning changes nothing
    Given a patient 3 weeks after the operation
    And leg pain is 2/10
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6
    And the advice does not include lifting/after a flare
    And the advice does not include lifting/days back after a flare

  Scenario Outline: Bending and twisting without special care
    Given a patient on day <day>
    And the stance is <stance>
    And back pain is 1/10
    Then bending and twisting is <verdict> because of lifting/bending and twisting/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 41  | not yet |
      | restrictive | 42  | allowed |
      | typical     | 41  | not yet |
      | typical     | 42  | allowed |
      | liberal     | 42  | allowed |

  Scenario Outline: Without a low risk, what bends or is heavy waits in the liberal stance and changes in no other
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is <risk>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of <rule>

    Examples:
      | activity             | stance      | risk    | day | verdict | rule                                                    |
      | bending and twisting | liberal     | no      | 14  | not yet | hazards/bending under load/not yet/risk not said to be low |
      | bending and twisting | liberal     | no      | 41  | not yet | hazards/bending under load/not yet/risk not said to be low |
      | bending and twisting | liberal     | no      | 42  | allowed | lifting/bending and twisting/allowed                    |
      | bending and twisting | liberal     | unknown | 41  | unknown | hazards/bending under load/not yet/risk not said to be low |
      | golf full swing      | liberal     | no      | 41  | not yet | hazards/bending under load/not yet/risk not said to be low |
      | golf full swing      | liberal     | yes     | 28  | allowed | golf/golf full swing/allowed                            |
      | limit-free lifting   | liberal     | no      | 83  | not yet | hazards/load without a cap/not yet/risk not said to be low      |
      | limit-free lifting   | liberal     | no      | 84  | allowed | lifting/limit-free lifting/allowed                      |
      | limit-free lifting   | liberal     | unknown | 83  | unknown | hazards/load without a cap/not yet/risk not said to be low      |
      | limit-free lifting   | liberal     | yes     | 14  | allowed | lifting/limit-free lifting/allowed                      |
      | bending and twisting | typical     | no      | 41  | not yet | lifting/bending and twisting/allowed                    |
      | bending and twisting | typical     | no      | 42  | allowed | lifting/bending and twisting/allowed                    |
      | bending and twisting | restrictive | no      | 42  | allowed | lifting/bending and twisting/allowed                    |
      | limit-free lifting   | typical     | no      | 84  | allowed | lifting/limit-free lifting/allowed                      |

  Scenario Outline: With a low risk of another slip the liberal stance opens bending and heavy lifting at week 2
    Given a patient on day <day>
    And the stance is liberal
    And low risk of another slip is yes
    And surgeon release for lifting is <release>
    And everything else is uncomplicated
    Then bending and twisting is <verdict> because of lifting/bending and twisting/allowed
    And limit-free lifting is <verdict> because of lifting/limit-free lifting/allowed

    Examples:
      | day | release | verdict |
      | 13  | no      | not yet |
      | 13  | yes     | not yet |
      | 14  | no      | allowed |
      | 14  | yes     | allowed |

  Scenario: Bending opens with time alone
    Given a patient 1 week after the operation
    Then bending and twisting opens in week 6

  Scenario: A flare closes bending and twisting for a while
    Given a patient 7 weeks after the operation
    And flare in last 14 days is yes
    Then bending and twisting is not yet because of hazards/bending under load/not yet/setback
    And bending and twisting does not open with time alone

  Scenario: New weakness closes bending and heavy lifting
    Given a patient 13 weeks after the operation
    And everything else is uncomplicated
    And new weakness is yes
    Then bending and twisting is not yet because of hazards/bending under load/not yet/medical concern
    And limit-free lifting is not yet because of hazards/bending under load/not yet/medical concern

  Scenario Outline: Heavy lifting without a fixed cap, for an uncomplicated patient
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    Then limit-free lifting is <verdict> because of lifting/limit-free lifting/allowed

    Examples:
      | stance      | day | verdict |
      | typical     | 83  | not yet |
      | typical     | 84  | allowed |
      | restrictive | 181 | not yet |
      | restrictive | 182 | allowed |
      | liberal     | 84  | allowed |

  Scenario: The surgeon's release opens heavy lifting at week 12 in the restrictive stance
    Given a patient 12 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And surgeon release for lifting is yes
    Then limit-free lifting is allowed

  Scenario: With nothing stated, heavy lifting waits for five answers
    Given a patient 12 weeks after the operation
    Then limit-free lifting is unknown
    And limit-free lifting needs leg pain, back pain, ankle dorsiflexion, ankle plantarflexion, knee extension

  Scenario Outline: A weak ankle or knee and heavy lifting
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And <strength> is <grade>
    Then limit-free lifting is <verdict> because of <rule>

    Examples:
      | strength             | grade | verdict   | rule                                          |
      | ankle dorsiflexion   | 4/5   | with care | hazards/balance/with care/mild ankle weakness |
      | ankle dorsiflexion   | 3/5   | not yet   | hazards/balance/not yet/marked ankle weakness |
      | ankle plantarflexion | 3/5   | not yet   | hazards/balance/not yet/marked ankle weakness |
      | knee extension       | 4/5   | with care | hazards/balance/with care/mild knee weakness  |
      | knee extension       | 3/5   | not yet   | hazards/balance/not yet/marked knee weakness  |

  Scenario: A flare closes heavy lifting
    Given a patient 14 weeks after the operation
    And everything else is uncomplicated
    And flare in last 14 days is yes
    Then limit-free lifting is not yet because of hazards/bending under load/not yet/setback
    And the advice includes lifting/after a flare
    And the advice includes lifting/days back after a flare
    And the advice does not include lifting/after a second flare

  Scenario: A second operation keeps heavy lifting closed until the surgeon releases
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And revision is yes
    Then limit-free lifting is not yet because of hazards/heavy load/not yet/revision

  Scenario: A foot drop brings advice on carrying
    Given a patient 3 weeks after the operation
    And foot drop is yes
    Then lifting is limited to 10 lb
    And the advice includes lifting/carrying with foot drop
    And the advice includes lifting/how to lift
    And the advice includes lifting/what counts as lifting

  Scenario: A second flare brings a physiotherapist's review
    Given a patient 8 weeks after the operation
    And second flare in last 14 days is yes
    Then the advice includes lifting/after a second flare
    And the advice does not include lifting/carrying with foot drop

  Scenario: A surgeon may tighten the week of bending
    Given a patient 7 weeks after the operation
    And an order: bending from is 12 weeks
    Then bending and twisting is not yet because of lifting/bending and twisting/allowed
    And bending and twisting opens in week 12

  Scenario Outline: A third flare lifts no more than a second one
    Given a patient on day <day>
    And third flare is yes
    And everything else is uncomplicated
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | day | cap   | rule                        |
      | 83  | 5 lb  | second flare before week 12 |
      | 84  | 10 lb | second flare from week 12   |

  Scenario Outline: A stiff neck lowers the cap as a leak does, at any week
    Given a patient 8 weeks after the operation
    And neck stiffness is <told>
    Then lifting is limited to <cap> because of lifting/lifting/<rule>

    Examples:
      | told | cap   | rule                      |
      | yes  | 5 lb  | at most/spinal fluid leak |
      | no   | 30 lb | weeks 6 to 12             |

  Scenario Outline: What a flare or leg pain leaves behind takes the cap back one step
    Given a patient on day <day>
    And <sign> is yes
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | sign                   | day | cap   | rule                 |
      | leg pain over 48 hours | 41  | 5 lb  | flare before week 6  |
      | leg pain over 48 hours | 42  | 10 lb | flare before week 12 |
      | leg pain over 48 hours | 84  | 30 lb | symptoms             |
      | new leg numbness       | 41  | 5 lb  | flare before week 6  |
      | new leg numbness       | 42  | 10 lb | flare before week 12 |
      | new leg numbness       | 84  | 30 lb | symptoms             |
      | flare over 7 days      | 41  | 5 lb  | flare before week 6  |
      | flare over 7 days      | 42  | 10 lb | flare before week 12 |
      | flare over 7 days      | 84  | 30 lb | symptoms             |
      | severe back pain       | 84  | 5 lb  | severe back pain     |

  Scenario Outline: Back pain in the stop zone keeps bending and twisting closed
    Given a patient 8 weeks after the operation
    And back pain is <pain>
    Then bending and twisting is <verdict> because of <rule>

    Examples:
      | pain | verdict | rule                                                |
      | 5/10 | allowed | lifting/bending and twisting/allowed                |
      | 6/10 | not yet | hazards/bending under load/not yet/strong back pain |

  Scenario: Nobody asked about back pain, so bending and twisting is not known
    Given a patient 8 weeks after the operation
    Then bending and twisting is unknown
    And bending and twisting needs back pain

  Scenario Outline: Back pain that does not let up waits for a clinician before heavy lifting
    Given a patient 12 weeks after the operation
    And severe back pain is <told>
    And everything else is uncomplicated
    Then limit-free lifting is <verdict> because of <rule>

    Examples:
      | told | verdict | rule                                          |
      | no   | allowed | lifting/limit-free lifting/allowed            |
      | yes  | not yet | hazards/moving about/not yet/severe back pain |

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item              | activity             | rule                                               |
      | calf swelling     | bending and twisting | hazards/bending under load/not yet/medical concern |
      | leg pain returned | bending and twisting | hazards/bending under load/not yet/setback         |
      | calf swelling     | limit-free lifting   | hazards/bending under load/not yet/medical concern |
      | leg pain returned | limit-free lifting   | hazards/bending under load/not yet/setback         |
      | severe back pain  | limit-free lifting   | hazards/moving about/not yet/severe back pain      |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item                         | rule                            |
      | leg pain returned            | lifting/after a flare           |
      | leg pain returned            | lifting/days back after a flare |
      | second flare in last 14 days | lifting/after a second flare    |
      | foot drop                    | lifting/carrying with foot drop |

  Scenario Outline: The lower cap counts until the sign is known in week 2
    Given a patient on day 20
    And everything else is uncomplicated
    And <item> is unknown
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | item                         | quantity | cap  | rule                                                |
      | flare in last 14 days        | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | second flare in last 14 days | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | new or worse leg pain        | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | leg pain moving down         | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | pain not settled in 24 hours | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | new weakness within hours    | lifting  | 5 lb | lifting/lifting/at most/new weakness                |
      | second flare in last 14 days | lifting  | 5 lb | lifting/lifting/at most/second flare before week 12 |
      | third flare                  | lifting  | 5 lb | lifting/lifting/at most/second flare before week 12 |
      | clear fluid from wound       | lifting  | 5 lb | lifting/lifting/at most/spinal fluid leak           |
      | upright headache             | lifting  | 5 lb | lifting/lifting/at most/spinal fluid leak           |
      | leg pain returned            | lifting  | 5 lb | lifting/lifting/at most/suspected new slip          |
      | wound trouble                | lifting  | 5 lb | lifting/lifting/at most/wound infection             |
      | fever                        | lifting  | 5 lb | lifting/lifting/at most/wound infection             |
      | flare over 7 days            | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | leg pain over 48 hours       | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | new leg numbness             | lifting  | 5 lb | lifting/lifting/at most/flare before week 6         |
      | neck stiffness               | lifting  | 5 lb | lifting/lifting/at most/spinal fluid leak           |

  Scenario Outline: Each sign lowers the cap by itself in week 2
    Given a patient on day 20
    And everything else is uncomplicated
    And <told>
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | told                                | quantity | cap  | rule                                        |
      | leg pain moving down is yes         | lifting  | 5 lb | lifting/lifting/at most/flare before week 6 |
      | pain not settled in 24 hours is yes | lifting  | 5 lb | lifting/lifting/at most/flare before week 6 |

  Scenario Outline: The lower cap counts until the sign is known in week 7
    Given a patient on day 50
    And everything else is uncomplicated
    And <item> is unknown
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | item                         | quantity | cap   | rule                                         |
      | flare in last 14 days        | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | new or worse leg pain        | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | leg pain moving down         | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | pain not settled in 24 hours | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | flare over 7 days            | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | leg pain over 48 hours       | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | new leg numbness             | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |

  Scenario Outline: Each sign lowers the cap by itself in week 7
    Given a patient on day 50
    And everything else is uncomplicated
    And <told>
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | told                                | quantity | cap   | rule                                         |
      | leg pain moving down is yes         | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |
      | pain not settled in 24 hours is yes | lifting  | 10 lb | lifting/lifting/at most/flare before week 12 |

  Scenario Outline: The lower cap counts until the sign is known in week 12
    Given a patient on day 90
    And everything else is uncomplicated
    And <item> is unknown
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | item                         | quantity | cap   | rule                                              |
      | second flare in last 14 days | lifting  | 10 lb | lifting/lifting/at most/second flare from week 12 |
      | third flare                  | lifting  | 10 lb | lifting/lifting/at most/second flare from week 12 |
      | flare in last 14 days        | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | new or worse leg pain        | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | leg pain moving down         | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | pain not settled in 24 hours | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | flare over 7 days            | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | leg pain over 48 hours       | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | new leg numbness             | lifting  | 30 lb | lifting/lifting/at most/symptoms                  |
      | severe back pain             | lifting  | 5 lb  | lifting/lifting/at most/severe back pain          |

  Scenario Outline: Each sign lowers the cap by itself in week 12
    Given a patient on day 90
    And everything else is uncomplicated
    And <told>
    Then <quantity> is limited to <cap> because of <rule>

    Examples:
      | told                                | quantity | cap   | rule                                     |
      | leg pain moving down is yes         | lifting  | 30 lb | lifting/lifting/at most/symptoms         |
      | pain not settled in 24 hours is yes | lifting  | 30 lb | lifting/lifting/at most/symptoms         |
      | flare over 7 days is yes            | lifting  | 30 lb | lifting/lifting/at most/symptoms         |
      | leg pain over 48 hours is yes       | lifting  | 30 lb | lifting/lifting/at most/symptoms         |
      | new leg numbness is yes             | lifting  | 30 lb | lifting/lifting/at most/symptoms         |
      | severe back pain is yes             | lifting  | 5 lb  | lifting/lifting/at most/severe back pain |

  Scenario: After a tear, the low cap counts until a release is known
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And dural tear is yes
    And surgeon release for lifting is unknown
    Then lifting is limited to 5 lb because of lifting/lifting/at most/dural tear
    And bending and twisting is unknown because of hazards/bending under load/not yet/dural tear
    And limit-free lifting is unknown because of hazards/bending under load/not yet/dural tear
    And limit-free lifting needs surgeon release for lifting

  Scenario Outline: Without a release, the low cap counts until a tear is ruled out
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <line> is unknown
    And surgeon release for lifting is no
    Then limit-free lifting is unknown because of hazards/<rule>
    And limit-free lifting needs <line>

    Examples:
      | line       | rule                                  |
      | revision   | heavy load/not yet/revision           |
      | dural tear | bending under load/not yet/dural tear |

  Scenario: Without a release, a tear that is not ruled out keeps the low cap
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And dural tear is unknown
    And surgeon release for lifting is no
    Then lifting is limited to 5 lb because of lifting/lifting/at most/dural tear
    And bending and twisting is unknown because of hazards/bending under load/not yet/dural tear

  Scenario: Without a release, a tear closes heavy lifting
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And dural tear is yes
    And surgeon release for lifting is no
    Then limit-free lifting is not yet because of hazards/bending under load/not yet/dural tear

  Scenario Outline: Heavy lifting needs a calm back and a leg without pain
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then limit-free lifting is <verdict> because of lifting/limit-free lifting/allowed

    Examples:
      | told              | verdict |
      | leg pain is 0/10  | allowed |
      | leg pain is 1/10  | not yet |
      | back pain is 3/10 | allowed |
      | back pain is 4/10 | not yet |

  Scenario: In week 20 the restrictive stance asks for a release that nobody knows of
    Given a patient 20 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And surgeon release for lifting is unknown
    Then limit-free lifting is unknown because of lifting/limit-free lifting/allowed
    And limit-free lifting needs surgeon release for lifting

  Scenario Outline: A setback closes bending and twisting
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <sign> is yes
    Then bending and twisting is not yet because of hazards/bending under load/not yet/setback

    Examples:
      | sign                         |
      | leg pain moving down         |
      | pain not settled in 24 hours |

  Scenario Outline: In the restrictive stance a flare takes the cap down too
    Given a patient <weeks> weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And <told>
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | weeks | told                        | cap   | rule                      |
      | 6     | leg pain moving down is yes | 10 lb | flare before week 12      |
      | 12    | third flare is yes          | 10 lb | second flare from week 12 |
      | 12    | leg pain is 1/10            | 30 lb | symptoms                  |

  Scenario Outline: Without a release the restrictive cap goes on until week 26
    Given a patient on day <day>
    And the stance is restrictive
    And surgeon release for lifting is <release>
    And everything else is uncomplicated
    Then lifting is limited to 30 lb because of lifting/lifting/at most/no release

    Examples:
      | day | release |
      | 84  | no      |
      | 98  | no      |
      | 98  | unknown |
      | 181 | no      |

  Scenario Outline: The restrictive cap ends with the release, or with week 26
    Given a patient on day <day>
    And the stance is restrictive
    And surgeon release for lifting is <release>
    And everything else is uncomplicated
    Then lifting is not limited

    Examples:
      | day | release |
      | 84  | yes     |
      | 182 | no      |

  Scenario Outline: In the other stances the cap needs no release once there are no symptoms
    Given a patient on day <day>
    And the stance is <stance>
    And low risk of another slip is <risk>
    And leg pain is <pain>
    And everything else is uncomplicated
    Then lifting is limited to 30 lb because of lifting/lifting/at most/symptoms

    Examples:
      | day | stance  | risk | pain    |
      | 84  | typical | no   | 1/10    |
      | 84  | typical | no   | unknown |
      | 84  | liberal | no   | 1/10    |
      | 14  | liberal | yes  | 1/10    |
      | 14  | liberal | yes  | unknown |

  Scenario Outline: After a second operation or on a weak leg only the surgeon ends the cap
    Given a patient 40 weeks after the operation
    And the stance is <stance>
    And <told>
    And everything else is uncomplicated
    Then lifting is limited to 30 lb because of lifting/lifting/at most/<rule>
    Given surgeon release for lifting is yes
    Then lifting is not limited

    Examples:
      | stance      | told                          | rule       |
      | typical     | revision is yes               | no release |
      | typical     | revision is unknown           | no release |
      | liberal     | revision is yes               | no release |
      | restrictive | ankle dorsiflexion is 3/5     | weak leg   |
      | typical     | ankle dorsiflexion is 3/5     | weak leg   |
      | liberal     | ankle dorsiflexion is 3/5     | weak leg   |
      | typical     | ankle dorsiflexion is unknown | weak leg   |
      | typical     | knee extension is 3/5         | weak leg   |
      | typical     | knee extension is unknown     | weak leg   |
      | typical     | foot drop is yes              | weak leg   |
      | typical     | knee gives way is yes         | weak leg   |
      | typical     | knee gives way is unknown     | weak leg   |

  Scenario Outline: Each sign that somebody has to look at takes the cap back to the first weeks
    Given a patient 20 weeks after the operation
    And the stance is <stance>
    And <sign> is <told>
    And everything else is uncomplicated
    Then lifting is limited to <cap> because of lifting/lifting/at most/<rule>

    Examples:
      | sign               | told    | stance      | cap   | rule              |
      | calf swelling      | yes     | restrictive | 5 lb  | signs of a clot   |
      | calf swelling      | yes     | typical     | 5 lb  | signs of a clot   |
      | calf swelling      | yes     | liberal     | 10 lb | signs of a clot   |
      | calf swelling      | unknown | typical     | 5 lb  | signs of a clot   |
      | fall               | unknown | typical     | 5 lb  | fall              |
      | bulge by the wound | yes     | typical     | 5 lb  | spinal fluid leak |
      | severe back pain   | yes     | restrictive | 5 lb  | severe back pain  |
      | severe back pain   | yes     | liberal     | 10 lb | severe back pain  |
