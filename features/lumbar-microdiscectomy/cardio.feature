Feature: Cardio
  When the stationary bike, the elliptical trainer, the outdoor elliptical bike and the bicycle are open.
  Outdoors, strength and balance count as much as the week.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of cardio/<activity>/allowed

    Examples:
      | activity                | stance      | day | verdict |
      | upright stationary bike | restrictive | 41  | not yet |
      | upright stationary bike | restrictive | 42  | allowed |
      | upright stationary bike | typical     | 41  | not yet |
      | upright stationary bike | typical     | 42  | allowed |
      | upright stationary bike | liberal     | 6   | not yet |
      | upright stationary bike | liberal     | 7   | allowed |
      | indoor elliptical       | restrictive | 41  | not yet |
      | indoor elliptical       | restrictive | 42  | allowed |
      | indoor elliptical       | typical     | 41  | not yet |
      | indoor elliptical       | typical     | 42  | allowed |
      | indoor elliptical       | liberal     | 13  | not yet |
      | indoor elliptical       | liberal     | 14  | allowed |
      | outdoor elliptical bike | restrictive | 83  | not yet |
      | outdoor elliptical bike | restrictive | 84  | allowed |
      | outdoor elliptical bike | typical     | 41  | not yet |
      | outdoor elliptical bike | typical     | 42  | allowed |
      | outdoor elliptical bike | liberal     | 27  | not yet |
      | outdoor elliptical bike | liberal     | 28  | allowed |
      | outdoor bicycle         | restrictive | 55  | not yet |
      | outdoor bicycle         | restrictive | 56  | allowed |
      | outdoor bicycle         | typical     | 41  | not yet |
      | outdoor bicycle         | typical     | 42  | allowed |
      | outdoor bicycle         | liberal     | 20  | not yet |
      | outdoor bicycle         | liberal     | 21  | allowed |

  Scenario Outline: What keeps the outdoor elliptical bike in the garage
    Given a patient 30 weeks after the operation
    And <item> is <value>
    And everything else is uncomplicated
    Then outdoor elliptical bike is <verdict> because of <rule>

    Examples:
      | item                 | value      | verdict   | rule                                                           |
      | ankle dorsiflexion   | 3/5        | not yet   | hazards/balance/not yet/marked ankle weakness                  |
      | ankle dorsiflexion   | 4/5        | with care | hazards/balance/with care/mild ankle weakness                  |
      | ankle dorsiflexion   | 5/5        | allowed   | cardio/outdoor elliptical bike/allowed                         |
      | ankle plantarflexion | 3/5        | not yet   | hazards/balance/not yet/marked ankle weakness                  |
      | ankle-foot orthosis  | yes        | not yet   | cardio/outdoor elliptical bike/not yet/ankle-foot orthosis     |
      | knee extension       | 4/5        | not yet   | cardio/outdoor elliptical bike/not yet/knee weakness           |
      | single-leg stance    | 9 seconds  | not yet   | cardio/outdoor elliptical bike/not yet/short single-leg stance |
      | single-leg stance    | 10 seconds | allowed   | cardio/outdoor elliptical bike/allowed                         |

  Scenario: Unknown strength and balance keep it unknown
    Given a patient 8 weeks after the operation
    And leg pain is 0/10
    And back pain is 1/10
    Then outdoor elliptical bike is unknown
    And outdoor elliptical bike needs ankle dorsiflexion, ankle plantarflexion, knee extension, ankle-foot orthosis, single-leg stance

  Scenario: Indoors no strength test is needed
    Given a patient 6 weeks after the operation
    And leg pain is 0/10
    And back pain is 1/10
    Then upright stationary bike is allowed because of cardio/upright stationary bike/allowed
    And indoor elliptical is allowed because of cardio/indoor elliptical/allowed

  Scenario: The pain scores are asked for before any exercise
    Given a patient 6 weeks after the operation
    Then upright stationary bike is unknown
    And upright stationary bike needs leg pain, back pain

  Scenario: The one account of such a bike is named for what it is
    Given a patient 8 weeks after the operation
    Then the advice includes cardio/what one rider found
