Feature: Days after a far-lateral discectomy, with a foot drop
  A runner is home in the week of the operation. The disc lay far out to the side, and no bone was taken away.
  The leg no longer hurts, the thigh gets stronger, the foot still drops, and half a block is tiring.
  What is open, what is not, why, and what would change it. Nothing that went well so far is closed by the rules.

  Background:
    Given a patient on day 4
    And far-lateral surgery is yes
    And operated side is left
    And foot drop is yes
    And new weakness is no
    And knee extension is 4/5
    And leg pain is 0/10
    And back pain is 3/10

  Scenario: Very short walks, several times a day, are what the first week is for
    Then walking is with care because of hazards/footing/with care/foot drop
    And the advice includes walking/first week
    And the advice includes walking/laps near home
    And long walk is not yet because of walking/long walk/allowed
    And long walk opens in week 4
    And the phase is early walking

  Scenario: Tired and stiff after half a block is no setback; pain that lasts into the next day is one
    Then walking is with care because of hazards/footing/with care/foot drop
    And the urgency is routine because of weakness/known weakness
    Given pain not settled in 24 hours is yes
    Then walking is with care because of walking/walking/with care/setback
    And the advice includes lifting/after a flare

  Scenario: Small loads, and none on the stairs
    Then lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And the advice includes lifting/carrying with foot drop
    And stairs is with care because of hazards/footing/with care/foot drop
    And the advice includes home/foot drop on stairs
    And the advice includes home/knee on stairs
    And bending and twisting is not yet because of lifting/bending and twisting/allowed
    And bending and twisting opens in week 6
    Given it is now week 2
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

  Scenario: A disc far out to the side, and bone left whole, do not change the weeks
    Then the stance followed is typical
    And the advice includes weakness/far-lateral disc
    And lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    Given far-lateral surgery is no
    Then the stance followed is typical
    And the advice does not include weakness/far-lateral disc
    And lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And run-walk is not yet because of hazards/balance/not yet/marked ankle weakness

  # Here the rules are looser than her surgeon, who allows walks and nothing else. The surgeon's word counts.
  Scenario: Gentle core work is open, unless her own surgeon says walks only
    Then core activation is allowed because of core-and-pilates/core activation/allowed
    Given an order: core activation from is 6 weeks
    Then core activation is not yet because of core-and-pilates/core activation/allowed
    And core activation opens in week 6

  Scenario: The dog that pulls is walked by someone else for as long as the foot drops
    Then strong dog is not yet because of hazards/pull/not yet/weak ankle
    And it is also because of hazards/balance/not yet/marked ankle weakness
    And strong dog does not open with time alone
    And small calm dog is not yet because of hazards/pull/not yet/weak ankle
    And the advice includes dog-and-loads/hand over the lead
    And the advice includes weakness/safe home
    # The week of a strong dog has come, and the foot still drops.
    Given it is now week 6
    Then strong dog is not yet because of hazards/pull/not yet/weak ankle
    # The foot lifts and is not strong yet: a calm dog, but no pulling.
    Given foot drop is no
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 5/5
    # Nobody has tested the knee, so with care.
    Then small calm dog is with care because of hazards/pull/with care/weak knee
    And strong dog is not yet because of dog-and-loads/strong dog/not yet/mild ankle weakness
    # Full strength of ankle and knee, in its week and a day before it.
    Given ankle dorsiflexion is 5/5
    And knee extension is 5/5
    Then strong dog is allowed because of dog-and-loads/strong dog/allowed
    Given it is now day 41
    Then strong dog is not yet because of dog-and-loads/strong dog/allowed
    And strong dog opens in week 6

  Scenario: The foot drop is for the next visit, and a brace and a safe home come first
    Then the urgency is routine because of weakness/known weakness
    And the advice includes weakness/ankle brace
    And the advice includes weakness/what to expect
    And ladders is not yet because of hazards/height/not yet/weak ankle
    And it is also because of hazards/height/not yet/weak knee

  Scenario: A left foot does not work the pedals of an automatic car
    Given it is now week 2
    And opioids is no
    And sitting comfort is 30 min
    And emergency stop is yes
    And looks over both shoulders is yes
    And gearbox is automatic
    Then driving is allowed because of driving/driving/allowed
    Given it is now day 13
    Then driving is not yet because of driving/driving/allowed
    And driving opens in week 2
    # With a clutch pedal the weak foot has to work.
    Given it is now week 2
    And gearbox is manual
    Then driving is not yet because of driving/driving/not yet/weak pedal leg
    And driving does not open with time alone
    And the advice includes driving/licence

  Scenario: The foot drop does stand between this patient and running, and so does the thigh
    Then run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And it is also because of running/impact/not yet/weak knee
    And run-walk does not open with time alone
    Given it is now week 10
    Then run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    # The thigh is back, the foot is not.
    Given knee extension is 5/5
    Then run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And the advice does not include weakness/weak knee
    # Both are back, and the tests went well.
    Given foot drop is no
    And everything else is uncomplicated
    Then run-walk is allowed because of running/run-walk/allowed
    Given it is now day 69
    Then run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 10

  Scenario Outline: What would turn a good week into a call
    Given <sign> is yes
    Then the urgency is <urgency> because of <rule>

    Examples:
      | sign                      | urgency              | rule                              |
      | leg pain returned         | call within 48 hours | red-flags/leg pain returned       |
      | new leg numbness          | same day             | red-flags/leg pain with numbness  |
      | new weakness              | same day             | red-flags/new weakness            |
      | calf swelling             | same day             | red-flags/calf swelling           |
      | new weakness within hours | emergency            | red-flags/leg weaker within hours |
      | saddle numbness           | emergency            | red-flags/saddle numbness         |
