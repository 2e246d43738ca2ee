Feature: Contact sport
  When contact sport is open: the weeks, and the surgeon's release, in every stance.
  A weak ankle or knee that stops running stops contact sport too.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And surgeon release for contact sport is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of contact-sport/<activity>/allowed

    Examples:
      | activity      | stance      | day | verdict |
      | contact sport | restrictive | 181 | not yet |
      | contact sport | restrictive | 182 | allowed |
      | contact sport | typical     | 83  | not yet |
      | contact sport | typical     | 84  | allowed |
      | contact sport | liberal     | 83  | not yet |
      | contact sport | liberal     | 84  | allowed |

  Scenario Outline: No release, no contact sport
    Given a patient 52 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then contact sport is not yet because of contact-sport/contact sport/not yet/no surgeon release
    And contact sport does not open with time alone
    And surgeon release for contact sport is assumed to be no

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario Outline: Ankle and knee
    Given a patient 30 weeks after the operation
    And surgeon release for contact sport is yes
    And <item> is <grade>
    And everything else is uncomplicated
    Then contact sport is <verdict> because of <rule>

    Examples:
      | item               | grade | verdict   | rule                                          |
      | ankle dorsiflexion | 5/5   | allowed   | contact-sport/contact sport/allowed           |
      | ankle dorsiflexion | 4/5   | with care | hazards/balance/with care/mild ankle weakness |
      | ankle dorsiflexion | 3/5   | not yet   | hazards/balance/not yet/marked ankle weakness |
      | knee extension     | 4/5   | not yet   | running/impact/not yet/weak knee              |

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                              | activity      | rule                                                   |
      | surgeon release for contact sport | contact sport | contact-sport/contact sport/not yet/no surgeon release |

  Scenario: An ankle that nobody has graded keeps contact sport closed until it is
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And surgeon release for contact sport is yes
    And ankle plantarflexion is unknown
    Then contact sport is unknown because of hazards/balance/not yet/marked ankle weakness
    And contact sport needs ankle plantarflexion
