Feature: Twelve patients, each answered in full
  Each scenario is one invented patient: what is known, and then lifting, driving, running, work and urgency,
  each with the rule that decides. A tag @disputed marks an answer that a clinician has to settle: the rules
  answer otherwise than the clinicians' draft. Where several sources give a number, the typical stance takes
  the one in their middle, and some drafts took another. What the liberal stance opens early rests on a trial
  that speaks for a low risk of another slip only, so the rules ask for that word; the drafts did not.

  # Disputed: the draft opens half days at a desk in week 2. The sources start office work after 1, 2, 3 or 4
  # weeks, and 3 is their middle.
  @V01 @disputed
  Scenario: Day 9 without trouble, who wants to drive to the office and carry the shopping
    Given a patient on day 9
    And operated side is right
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And back pain is 3/10
    And leg pain is 0/10
    And opioids is no
    Then lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And the advice includes lifting/what counts as lifting
    And driving is not yet because of driving/driving/allowed
    And driving opens in week 2
    And car passenger is allowed because of driving/car passenger/allowed
    And run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 10
    And desk work at home is allowed because of work/desk work at home/allowed
    And sitting is limited to 30 min because of sitting/sitting/weeks 0 to 2
    And desk work part-time is not yet because of work/desk work part-time/allowed
    And desk work part-time opens in week 3
    And there is no urgency
    # What the two other kinds of surgeon say on the same day.
    Given the stance is restrictive
    Then lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And driving is not yet because of driving/driving/allowed
    And driving opens in week 6
    Given the stance is liberal
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 0 to 2
    And driving is unknown
    And driving needs sitting comfort, emergency stop, looks over both shoulders
    # The trip takes 15 minutes; the tests decide, now that the week is up.
    Given sitting comfort is 20 min
    And emergency stop is yes
    And looks over both shoulders is yes
    Then driving is allowed because of driving/driving/allowed

  @V02
  Scenario: Day 4 on an opioid, who wants to drive to a meeting
    Given a patient on day 4
    And opioids is yes
    And gearbox is automatic
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And back pain is 4/10
    Then lifting is limited to 5 lb because of lifting/lifting/weeks 0 to 2
    And driving is not yet because of driving/driving/not yet/opioids
    And car passenger is allowed because of driving/car passenger/allowed
    And the advice includes driving/short rides first
    And run-walk is not yet because of running/running/not yet/opioids
    # Off work, or short tasks at home with a clear head.
    And desk work at home is not yet because of work/desk work at home/allowed
    And desk work at home opens in week 1
    And the advice includes work/clear head
    And there is no urgency
    Given the stance is restrictive
    Then driving is not yet because of driving/driving/not yet/opioids
    Given the stance is liberal
    Then driving is not yet because of driving/driving/not yet/opioids
    And lifting is limited to 10 lb because of lifting/lifting/weeks 0 to 2

  # Disputed: the draft says 25 lb in weeks 2 to 6. That stands on two surgeons; others keep 10 lb, 10 to 15 lb
  # or nothing at all, two series set no limit, and 10 lb is the middle of them.
  @V03 @disputed
  Scenario: Week 3 with a right foot drop that was there before the operation
    Given a patient 3 weeks after the operation
    And operated side is right
    And ankle dorsiflexion is 2/5
    And foot drop is yes
    And new weakness is no
    And back pain is 1/10
    And leg pain is 0/10
    And opioids is no
    And gearbox is automatic
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6
    And the advice includes lifting/carrying with foot drop
    And driving is not yet because of driving/driving/not yet/weak pedal leg
    And driving does not open with time alone
    And the advice includes driving/licence
    And run-walk is not yet because of hazards/balance/not yet/marked ankle weakness
    And run-walk does not open with time alone
    And desk work part-time is allowed because of work/desk work part-time/allowed
    And ladders is not yet because of hazards/height/not yet/weak ankle
    And the urgency is routine because of weakness/known weakness
    And the advice includes weakness/ankle brace
    And the advice includes weakness/safe home
    And the advice includes weakness/home visit
    Given the stance is restrictive
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

  @V05
  Scenario: Week 5, strength lost over two days and the leg pain up
    Given a patient 5 weeks after the operation
    And ankle dorsiflexion is 3/5
    And foot drop is yes
    And new weakness is yes
    And new weakness within hours is no
    And leg pain is 5/10
    And new or worse leg pain is yes
    And bladder trouble is no
    And saddle numbness is no
    Then the urgency is same day because of red-flags/new weakness
    And lifting is limited to 5 lb because of lifting/lifting/at most/new weakness
    And driving is not yet because of driving/driving/not yet/new weakness
    And run-walk is not yet because of running/impact/not yet/medical concern
    And it is also because of hazards/balance/not yet/marked ankle weakness
    And it is also because of running/impact/not yet/setback
    And desk work at home is not yet because of pain/daily life/not yet/new weakness
    And desk work part-time is not yet because of pain/daily life/not yet/new weakness
    And light or standing work is not yet because of pain/physical activity/not yet/new weakness
    # Faster, in both legs, or with a bladder, bowel or saddle sign it is an emergency.
    Given new weakness within hours is yes
    Then the urgency is emergency because of red-flags/leg weaker within hours
    And nothing is said about any activity
    Given new weakness within hours is no
    And both legs affected is yes
    Then the urgency is emergency because of red-flags/both legs affected
    Given both legs affected is no
    And bladder trouble is yes
    Then the urgency is emergency because of red-flags/new weakness with saddle or bladder signs

  @V06
  Scenario: Week 2, numb between the legs and unable to pass urine
    Given a patient 2 weeks after the operation
    And saddle numbness is yes
    And bladder trouble is yes
    And both legs affected is yes
    Then the urgency is emergency because of red-flags/saddle numbness
    And the urgency is emergency because of red-flags/bladder trouble
    And the urgency is emergency because of red-flags/both legs affected
    And nothing is said about any activity

  # Disputed twice. The draft opens running in week 12 in the restrictive stance; the sources say 3 months, and
  # these are 13 weeks. And the draft has no cap on lifting in the liberal stance, whatever the risk of another slip.
  @V08 @disputed
  Scenario: Week 8, released for running by her surgeon, the tests not done, and a steep plan
    Given a patient 8 weeks after the operation
    And steps per day is 20000 steps
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And leg pain is 0/10
    And back pain is 0/10
    And opioids is no
    And wound healed is yes
    And walking tolerance is 60 min
    And pain-free brisk walks this week is 7 repetitions
    # Without a word from the surgeon the week alone closes it.
    Then run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 10
    Given the stance is restrictive
    Then run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 13
    # "From about six weeks" names running, so it counts. The tests stay.
    Given the stance is typical
    And an order approved by the surgeon: run-walk from is 6 weeks
    Then run-walk is unknown because of running/run-walk/allowed
    And run-walk needs single-leg calf raises, single-leg hops, hop asymmetry, jog on spot, test pain, days since last run, last run-walk response, active days in last 6 days, rise in weekly running
    And lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And driving is unknown because of driving/driving/allowed
    And driving needs sitting comfort, emergency stop, looks over both shoulders
    And desk work full-time is allowed because of work/desk work full-time/allowed
    And light or standing work is allowed because of work/light or standing work/allowed
    And pilates level 1 is allowed because of core-and-pilates/pilates level 1/allowed
    And pilates level 2 is not yet because of core-and-pilates/pilates level 2/allowed
    And pilates level 2 opens in week 10
    And there is no urgency
    # Tests passed: she may begin, low on the ladder. From 2 miles to 3 is half as much again.
    Given single-leg calf raises is 20 repetitions
    And single-leg hops is 10 repetitions
    And hop asymmetry is 10 %
    And jog on spot is 60 seconds
    And test pain is 2/10
    And planned weekly increase is 50 %
    And days since last run is 7 days
    And active days in last 6 days is 3 days
    And rise in weekly running is 0 %
    Then run-walk is allowed because of running/run-walk/allowed
    And the advice includes running/the ladder
    And the advice includes running/rest days
    And the advice includes running/steep increase
    And continuous running is not yet because of running/continuous running/allowed
    Given planned weekly increase is 10 %
    Then the advice does not include running/steep increase
    And the advice does not include running/soft increase
    Given sitting comfort is 30 min
    And emergency stop is yes
    And looks over both shoulders is yes
    Then driving is allowed because of driving/driving/allowed
    # One jump to level 2 is stopped by what she has done, and not by the week.
    Given it is now week 10
    And flare-free weeks of pilates level 1 is 2 weeks
    Then pilates level 2 is not yet because of core-and-pilates/pilates level 2/not yet/too little level 1
    Given it is now week 8
    And the stance is liberal
    Then lifting is limited to 30 lb because of lifting/lifting/at most/risk not said to be low, to week 12
    Given low risk of another slip is yes
    Then lifting is not limited
    # A low risk changes nothing in the other stances.
    Given the stance is typical
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    Given the stance is restrictive
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12

  # Disputed four times. The draft wants a phone call the same day because the weakness may be new. The rules put
  # that question first and say same day as soon as it is answered with yes: an unknown is never taken for a
  # yes, nor for a no. And the draft leaves half days at a desk open meanwhile; new weakness closes desk work,
  # so not knowing about it cannot leave it open. And the cap that waits behind the question is 25 lb in the draft
  # and 10 lb in the rules, as in the foot drop of week 3 above. And 25 minutes of sitting are too few for driving
  # now, so that the week alone does not leave it waiting for the answer.
  @V10 @disputed
  Scenario: Week 3, the foot feels floppy and nobody has tested it
    Given a patient 3 weeks after the operation
    And sitting comfort is 25 min
    And back pain is 3/10
    And new weakness is unknown
    And foot drop is unknown
    Then red-flags/new weakness is asked first
    And there is no urgency
    And lifting is limited to 5 lb because of lifting/lifting/at most/new weakness
    And lifting needs new weakness
    And lifting could be 10 lb
    And driving is not yet because of driving/driving/allowed
    And run-walk is not yet because of running/run-walk/allowed
    And desk work part-time is unknown because of pain/daily life/not yet/new weakness
    And desk work part-time needs new weakness
    And desk work full-time is not yet because of work/desk work full-time/allowed
    And desk work full-time opens in week 4
    Given the stance is restrictive
    Then lifting could be 10 lb
    # It is new.
    Given the stance is typical
    And new weakness is yes
    Then the urgency is same day because of red-flags/new weakness
    And driving is not yet because of driving/driving/not yet/new weakness
    And desk work part-time is not yet because of pain/daily life/not yet/new weakness
    # It was there before the operation, and one heel does not stay up.
    Given new weakness is no
    And foot drop is yes
    And operated side is right
    Then the urgency is routine because of weakness/known weakness
    And lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6
    And driving is not yet because of driving/driving/not yet/weak pedal leg
    And desk work part-time is allowed because of work/desk work part-time/allowed

  # Disputed: the draft says 25 lb, as for the other patients of week 3.
  @V14 @disputed
  Scenario: Week 3, a twinge after a long walk that is gone by morning
    Given a patient 3 weeks after the operation
    And leg pain is 2/10
    And pain not settled in 24 hours is no
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6
    And driving is unknown because of driving/driving/allowed
    And driving needs opioids, sitting comfort, emergency stop, looks over both shoulders
    And run-walk is not yet because of running/run-walk/allowed
    And desk work part-time is allowed because of work/desk work part-time/allowed
    And walking is allowed because of walking/walking/allowed
    And long walk is not yet because of walking/long walk/allowed
    And the advice includes red-flags/mild twinges
    And there is no urgency
    Given opioids is no
    And sitting comfort is 30 min
    And emergency stop is yes
    And looks over both shoulders is yes
    Then driving is allowed because of driving/driving/allowed
    Given the stance is restrictive
    Then lifting is limited to 10 lb because of lifting/lifting/weeks 2 to 6

  @V15
  Scenario: Week 2, a fever and a wet, red wound
    Given a patient 2 weeks after the operation
    And fever is yes
    And wound trouble is yes
    And wound healed is no
    Then the urgency is same day because of red-flags/fever
    And the urgency is same day because of red-flags/wound trouble
    And lifting is limited to 5 lb because of lifting/lifting/at most/wound infection
    And driving is not yet because of driving/driving/not yet/unwell
    And run-walk is not yet because of running/impact/not yet/medical concern
    And desk work part-time is not yet because of pain/daily life/not yet/fever or wound trouble
    And bath is not yet because of hazards/water/not yet/open wound
    And it is also because of pain/daily life/not yet/fever or wound trouble
    And swimming is not yet because of pain/physical activity/not yet/fever or wound trouble
    And walking is with care because of walking/walking/with care/medical concern
    # Chills, confusion, a stiff neck or a weaker leg make it an emergency.
    Given rigors or drowsiness is yes
    Then the urgency is emergency because of red-flags/shaking chills or confusion
    Given rigors or drowsiness is no
    And neck stiffness is yes
    Then the urgency is emergency because of red-flags/stiff neck with fever or headache
    Given neck stiffness is no
    And new weakness is yes
    Then the urgency is emergency because of red-flags/new weakness with fever or wound trouble

  @V19
  Scenario: Week 6, low mood, and a body that does well
    Given a patient 6 weeks after the operation
    And low interest is 2/3
    And low mood is 2/3
    And hopelessness or self-harm is no
    And steps per day is 5000 steps
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And back pain is 2/10
    Then the urgency is routine because of mood/low mood
    And the advice includes mood/crisis line
    And lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And driving is unknown because of driving/driving/allowed
    And driving needs opioids, sitting comfort, emergency stop, looks over both shoulders
    And run-walk is not yet because of running/run-walk/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed
    And the advice includes work/graded return
    And the advice does not include walking/few steps
    # The same patient in good spirits may do the same things.
    Given low interest is 0/3
    And low mood is 0/3
    Then there is no urgency
    And lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And run-walk is not yet because of running/run-walk/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed

  @V21
  Scenario: Week 4 after a fusion of two levels, who asks about lifting
    Given a patient 4 weeks after the operation
    And fusion is yes
    And instrumentation is yes
    Then the answer is refused because of surgical-scope/fusion
    And the answer is refused because of surgical-scope/instrumentation
    And nothing is said about any activity
    And there is no urgency
    # Red flags are answered all the same.
    Given saddle numbness is yes
    Then the urgency is emergency because of red-flags/saddle numbness

  # Disputed: the draft opens running in week 12 in the restrictive stance; the sources say 3 months, which are
  # 13 weeks.
  @V25 @disputed
  Scenario: Week 7, an outdoor elliptical bike, a heavy dog and a backpack
    Given a patient 7 weeks after the operation
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    And back pain is 1/10
    And leg pain is 0/10
    And walking tolerance is 45 min
    And single-leg stance is 20 seconds
    And ankle-foot orthosis is no
    And load within lifting limit is yes
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And backpack is allowed because of dog-and-loads/backpack/allowed
    And driving is unknown because of driving/driving/allowed
    And driving needs opioids, sitting comfort, emergency stop, looks over both shoulders
    And run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 10
    And outdoor elliptical bike is allowed because of cardio/outdoor elliptical bike/allowed
    And the advice includes cardio/what one rider found
    And strong dog is allowed because of dog-and-loads/strong dog/allowed
    And desk work full-time is allowed because of work/desk work full-time/allowed
    And there is no urgency
    Given the stance is restrictive
    Then lifting is limited to 30 lb because of lifting/lifting/weeks 6 to 12
    And backpack is allowed because of dog-and-loads/backpack/allowed
    And run-walk is not yet because of running/run-walk/allowed
    And run-walk opens in week 13
    And outdoor elliptical bike is not yet because of cardio/outdoor elliptical bike/allowed
    And outdoor elliptical bike opens in week 12
    And strong dog is not yet because of dog-and-loads/strong dog/allowed
    And strong dog opens in week 12
    Given the stance is liberal
    Then outdoor elliptical bike is allowed because of cardio/outdoor elliptical bike/allowed
    And strong dog is allowed because of dog-and-loads/strong dog/allowed
    And run-walk is unknown because of running/run-walk/allowed
    And run-walk needs opioids, wound healed, pain-free brisk walks this week, single-leg calf raises, single-leg hops, hop asymmetry, jog on spot, test pain, days since last run, last run-walk response, active days in last 6 days, rise in weekly running
