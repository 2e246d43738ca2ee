Feature: Strength training
  When light weights, the loaded squat and the deadlift are open.
  A weak knee closes the squat, and a surgeon's word closes the deadlift.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of strength-training/<activity>/allowed

    Examples:
      | activity          | stance      | day | verdict |
      | light gym weights | restrictive | 83  | not yet |
      | light gym weights | restrictive | 84  | allowed |
      | light gym weights | typical     | 69  | not yet |
      | light gym weights | typical     | 70  | allowed |
      | light gym weights | liberal     | 27  | not yet |
      | light gym weights | liberal     | 28  | allowed |
      | loaded squat      | restrictive | 111 | not yet |
      | loaded squat      | restrictive | 112 | allowed |
      | loaded squat      | typical     | 69  | not yet |
      | loaded squat      | typical     | 70  | allowed |
      | loaded squat      | liberal     | 41  | not yet |
      | loaded squat      | liberal     | 42  | allowed |
      | deadlift          | restrictive | 181 | not yet |
      | deadlift          | restrictive | 182 | allowed |
      | deadlift          | typical     | 83  | not yet |
      | deadlift          | typical     | 84  | allowed |
      | deadlift          | liberal     | 55  | not yet |
      | deadlift          | liberal     | 56  | allowed |

  Scenario Outline: The squat waits for a strong knee
    Given a patient 30 weeks after the operation
    And knee extension is <grade>
    And everything else is uncomplicated
    Then loaded squat is <verdict> because of strength-training/loaded squat/<rule>

    Examples:
      | grade | verdict | rule                  |
      | 5/5   | allowed | allowed               |
      | 4/5   | not yet | not yet/knee weakness |
      | 2/5   | not yet | not yet/knee weakness |

  Scenario Outline: A surgeon who bars deadlifts bars them in every stance
    Given a patient 52 weeks after the operation
    And the stance is <stance>
    And surgeon bars deadlifts is yes
    And everything else is uncomplicated
    Then deadlift is not yet because of strength-training/deadlift/not yet/barred by surgeon
    And deadlift does not open with time alone

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario: An untested hinge closes the deadlift
    Given a patient 30 weeks after the operation
    And hip hinge tested is no
    And everything else is uncomplicated
    Then deadlift is not yet because of strength-training/deadlift/not yet/hip hinge untested

  Scenario: The hinge is asked for, the bar is not assumed
    Given a patient 30 weeks after the operation
    And leg pain is 0/10
    And back pain is 0/10
    Then deadlift is unknown
    And deadlift needs ankle dorsiflexion, ankle plantarflexion, hip hinge tested, knee extension
    And surgeon bars deadlifts is assumed to be no
    And the advice includes strength-training/surgeons differ on weights

  Scenario Outline: After a second operation or a tear the surgeon releases heavy weights, in any week
    Given a patient 30 weeks after the operation
    And <sign> is yes
    And surgeon release for lifting is <release>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of <rule>

    Examples:
      | sign       | release | activity     | verdict | rule                                          |
      | revision   | no      | deadlift     | not yet | hazards/heavy load/not yet/revision           |
      | dural tear | no      | deadlift     | not yet | hazards/bending under load/not yet/dural tear |
      | revision   | yes     | deadlift     | allowed | strength-training/deadlift/allowed            |
      | dural tear | yes     | deadlift     | allowed | strength-training/deadlift/allowed            |
      | revision   | no      | loaded squat | not yet | hazards/heavy load/not yet/revision           |
      | dural tear | no      | loaded squat | not yet | hazards/bending under load/not yet/dural tear |
      | revision   | yes     | loaded squat | allowed | strength-training/loaded squat/allowed        |
      | dural tear | yes     | loaded squat | allowed | strength-training/loaded squat/allowed        |

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                   | activity     | rule                                                 |
      | surgeon bars deadlifts | deadlift     | strength-training/deadlift/not yet/barred by surgeon |
      | knee extension         | loaded squat | strength-training/loaded squat/not yet/knee weakness |

  Scenario Outline: A second operation or a tear that nobody knows of opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And surgeon release for lifting is no
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item       | activity     | rule                                          |
      | revision   | deadlift     | hazards/heavy load/not yet/revision           |
      | dural tear | deadlift     | hazards/bending under load/not yet/dural tear |
      | revision   | loaded squat | hazards/heavy load/not yet/revision           |
      | dural tear | loaded squat | hazards/bending under load/not yet/dural tear |

  Scenario Outline: After a second operation, what the surgeon said of lifting has to be known
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And revision is yes
    And surgeon release for lifting is unknown
    Then <activity> is unknown because of <rule>

    Examples:
      | activity     | rule                                |
      | deadlift     | hazards/heavy load/not yet/revision |
      | loaded squat | hazards/heavy load/not yet/revision |
