Feature: Sport
  When sport without contact opens, and what closes it: what can throw you down follows the rules for impact.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of sport/<activity>/allowed

    Examples:
      | activity             | stance      | day | verdict |
      | racket sport         | restrictive | 111 | not yet |
      | racket sport         | restrictive | 112 | allowed |
      | racket sport         | typical     | 83  | not yet |
      | racket sport         | typical     | 84  | allowed |
      | racket sport         | liberal     | 41  | not yet |
      | racket sport         | liberal     | 42  | allowed |
      | skiing               | restrictive | 181 | not yet |
      | skiing               | restrictive | 182 | allowed |
      | skiing               | typical     | 111 | not yet |
      | skiing               | typical     | 112 | allowed |
      | skiing               | liberal     | 83  | not yet |
      | skiing               | liberal     | 84  | allowed |
      | cross-country skiing | restrictive | 111 | not yet |
      | cross-country skiing | restrictive | 112 | allowed |
      | cross-country skiing | typical     | 83  | not yet |
      | cross-country skiing | typical     | 84  | allowed |
      | cross-country skiing | liberal     | 55  | not yet |
      | cross-country skiing | liberal     | 56  | allowed |
      | dancing              | restrictive | 83  | not yet |
      | dancing              | restrictive | 84  | allowed |
      | dancing              | typical     | 55  | not yet |
      | dancing              | typical     | 56  | allowed |
      | dancing              | liberal     | 41  | not yet |
      | dancing              | liberal     | 42  | allowed |
      | flat hike with poles | restrictive | 27  | not yet |
      | flat hike with poles | restrictive | 28  | allowed |
      | flat hike with poles | typical     | 13  | not yet |
      | flat hike with poles | typical     | 14  | allowed |
      | flat hike with poles | liberal     | 0   | allowed |
      | rough hike           | restrictive | 83  | not yet |
      | rough hike           | restrictive | 84  | allowed |
      | rough hike           | typical     | 55  | not yet |
      | rough hike           | typical     | 56  | allowed |
      | rough hike           | liberal     | 41  | not yet |
      | rough hike           | liberal     | 42  | allowed |

  Scenario Outline: With the release of the surgeon, the day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And surgeon release for sport with falls is yes
    Then <activity> is <verdict> because of sport/<activity>/allowed

    Examples:
      | activity           | stance      | day | verdict |
      | snowboard and surf | restrictive | 181 | not yet |
      | snowboard and surf | restrictive | 182 | allowed |
      | snowboard and surf | typical     | 139 | not yet |
      | snowboard and surf | typical     | 140 | allowed |
      | snowboard and surf | liberal     | 83  | not yet |
      | snowboard and surf | liberal     | 84  | allowed |
      | horse riding       | restrictive | 181 | not yet |
      | horse riding       | restrictive | 182 | allowed |
      | horse riding       | typical     | 83  | not yet |
      | horse riding       | typical     | 84  | allowed |
      | horse riding       | liberal     | 41  | not yet |
      | horse riding       | liberal     | 42  | allowed |

  Scenario Outline: Without the release of the surgeon
    Given a patient 30 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And surgeon release for sport with falls is <told>
    Then <activity> is <verdict> because of sport/<activity>/allowed

    Examples:
      | stance      | activity           | told    | verdict |
      | restrictive | snowboard and surf | no      | not yet |
      | restrictive | snowboard and surf | unknown | unknown |
      | typical     | snowboard and surf | no      | not yet |
      | typical     | snowboard and surf | unknown | unknown |
      | liberal     | snowboard and surf | no      | not yet |
      | liberal     | snowboard and surf | unknown | unknown |
      | restrictive | horse riding       | no      | not yet |
      | restrictive | horse riding       | unknown | unknown |
      | typical     | horse riding       | no      | allowed |
      | typical     | horse riding       | unknown | allowed |
      | liberal     | horse riding       | no      | allowed |
      | liberal     | horse riding       | unknown | allowed |

  Scenario Outline: A weak or unsteady leg, a fall, pain and a flare close sport
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                         | activity             | verdict | rule                                           |
      | knee extension is 4/5        | skiing               | not yet | running/impact/not yet/weak knee               |
      | foot drop is yes             | racket sport         | not yet | hazards/balance/not yet/marked ankle weakness  |
      | unsteady walking is yes      | rough hike           | not yet | hazards/balance/not yet/unsteady walking       |
      | foot drop is yes             | flat hike with poles | not yet | hazards/balance/not yet/marked ankle weakness  |
      | fall is yes                  | horse riding         | not yet | hazards/effort/not yet/fall                    |
      | back pain is 6/10            | snowboard and surf   | not yet | running/impact/not yet/strong back pain        |
      | wound healed is no           | snowboard and surf   | not yet | hazards/water/not yet/open wound               |
      | flare in last 14 days is yes | dancing              | not yet | hazards/bending under load/not yet/setback     |
      | calf swelling is yes         | cross-country skiing | not yet | pain/physical activity/not yet/signs of a clot |

  Scenario Outline: A slightly weak ankle asks for care on rough ground
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                      | activity   | verdict   | rule                                          |
      | ankle dorsiflexion is 4/5 | rough hike | with care | hazards/balance/with care/mild ankle weakness |

  Scenario Outline: Without a release a calm horse waits for its week, and in the restrictive stance for ever
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And surgeon release for sport with falls is no
    Then horse riding is <verdict> because of sport/horse riding/allowed

    Examples:
      | day  | stance      | verdict |
      | 83   | typical     | not yet |
      | 84   | typical     | allowed |
      | 41   | liberal     | not yet |
      | 42   | liberal     | allowed |
      | 7280 | restrictive | not yet |
