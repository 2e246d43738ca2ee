Feature: Travel
  When a flight of up to 4 hours, and a longer one, is open. The evidence is weak.
  A past blood clot has to be discussed with the team before a long flight.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of travel/<activity>/allowed

    Examples:
      | activity     | stance      | day | verdict |
      | short flight | restrictive | 27  | not yet |
      | short flight | restrictive | 28  | allowed |
      | short flight | typical     | 13  | not yet |
      | short flight | typical     | 14  | allowed |
      | short flight | liberal     | 13  | not yet |
      | short flight | liberal     | 14  | allowed |

  Scenario Outline: The long flight, agreed with the team
    Given a patient <day> days after the operation
    And the stance is <stance>
    And flight discussed with team is yes
    And everything else is uncomplicated
    Then long flight is <verdict> because of travel/long flight/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 41  | not yet |
      | restrictive | 42  | allowed |
      | typical     | 41  | not yet |
      | typical     | 42  | allowed |
      | liberal     | 27  | not yet |
      | liberal     | 28  | allowed |

  Scenario Outline: The restrictive stance wants the team to agree first
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then long flight is <verdict> because of travel/long flight/allowed

    Examples:
      | stance      | day | verdict |
      | restrictive | 42  | not yet |
      | restrictive | 181 | not yet |
      | restrictive | 182 | allowed |
      | typical     | 42  | allowed |
      | liberal     | 28  | allowed |

  Scenario: A past clot closes the long flight until the team has agreed
    Given a patient 8 weeks after the operation
    And clot history is yes
    Then long flight is not yet because of travel/long flight/not yet/clot history not discussed
    And short flight is allowed because of travel/short flight/allowed

  Scenario: A past clot, discussed, leaves the long flight open with care
    Given a patient 8 weeks after the operation
    And clot history is yes
    And flight discussed with team is yes
    Then long flight is with care because of travel/long flight/with care/clot history

  Scenario: Without a word about clots the long flight is unknown
    Given a patient 8 weeks after the operation
    Then long flight is unknown
    And long flight needs clot history

  Scenario: A swollen calf closes every flight
    Given a patient 8 weeks after the operation
    And calf swelling is yes
    And everything else is uncomplicated
    Then short flight is not yet because of pain/physical activity/not yet/signs of a clot
    And long flight is not yet because of pain/physical activity/not yet/signs of a clot

  Scenario Outline: Ask before a long flight in weeks 4 to 11
    Given a patient <day> days after the operation
    Then the advice includes travel/ask before a long flight
    And the advice includes travel/clot signs
    And the advice includes travel/walk hourly

    Examples:
      | day |
      | 28  |
      | 83  |

  Scenario Outline: No need for that advice before or after
    Given a patient <day> days after the operation
    Then the advice does not include travel/ask before a long flight

    Examples:
      | day |
      | 27  |
      | 84  |

  Scenario Outline: Where one thing is told, another that nobody knows still opens nothing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | told                | item                       | activity    | rule                                                  | asked                      |
      | clot history is yes | flight discussed with team | long flight | travel/long flight/not yet/clot history not discussed | flight discussed with team |

  Scenario: In the restrictive stance, week 8, a long flight waits for a word with the team
    Given a patient 8 weeks after the operation
    And the stance is restrictive
    And everything else is uncomplicated
    And flight discussed with team is unknown
    Then long flight is unknown because of travel/long flight/allowed
    And long flight needs flight discussed with team
