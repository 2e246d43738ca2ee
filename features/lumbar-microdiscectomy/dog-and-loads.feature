Feature: Dog and loads
  Who may hold the lead, and when a backpack, a suitcase or a small child may be lifted.
  Loads count against the lifting limit of the day; foot drop and unsteady walking close the lead.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of dog-and-loads/<activity>/allowed

    Examples:
      | activity       | stance      | day | verdict |
      | small calm dog | restrictive | 13  | not yet |
      | small calm dog | restrictive | 14  | allowed |
      | small calm dog | typical     | 6   | not yet |
      | small calm dog | typical     | 7   | allowed |
      | small calm dog | liberal     | 0   | allowed |
      | strong dog     | restrictive | 83  | not yet |
      | strong dog     | restrictive | 84  | allowed |
      | strong dog     | typical     | 41  | not yet |
      | strong dog     | typical     | 42  | allowed |
      | strong dog     | liberal     | 13  | not yet |
      | strong dog     | liberal     | 14  | allowed |

  Scenario Outline: Loads within the lifting limit, the day before and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And load within lifting limit is yes
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of dog-and-loads/<activity>/allowed

    Examples:
      | activity              | stance      | day | verdict |
      | lifting a small child | restrictive | 83  | not yet |
      | lifting a small child | restrictive | 84  | allowed |
      | lifting a small child | typical     | 41  | not yet |
      | lifting a small child | typical     | 42  | allowed |
      | lifting a small child | liberal     | 13  | not yet |
      | lifting a small child | liberal     | 14  | allowed |
      | backpack              | restrictive | 0   | allowed |
      | backpack              | typical     | 0   | allowed |
      | backpack              | liberal     | 0   | allowed |
      | luggage               | restrictive | 0   | allowed |
      | luggage               | typical     | 0   | allowed |
      | luggage               | liberal     | 0   | allowed |

  Scenario Outline: A load above the limit stays where it is, in every week
    Given a patient 20 weeks after the operation
    And the stance is liberal
    And load within lifting limit is no
    And everything else is uncomplicated
    Then <activity> is not yet because of hazards/load/not yet/load above the limit
    And <activity> does not open with time alone

    Examples:
      | activity              |
      | backpack              |
      | luggage               |
      | lifting a small child |

  Scenario: A load that nobody has weighed is not assumed to be light
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    Then backpack is unknown
    And backpack needs load within lifting limit

  Scenario Outline: A weak ankle makes every load a matter of care
    Given a patient 12 weeks after the operation
    And load within lifting limit is yes
    And ankle dorsiflexion is <grade>
    And everything else is uncomplicated
    Then <activity> is with care because of hazards/load/with care/weak leg

    Examples:
      | activity              | grade |
      | backpack              | 4/5   |
      | backpack              | 3/5   |
      | luggage               | 4/5   |
      | lifting a small child | 4/5   |

  Scenario Outline: The strong dog waits for a strong ankle
    Given a patient 12 weeks after the operation
    And ankle dorsiflexion is <grade>
    And everything else is uncomplicated
    Then strong dog is <verdict> because of <rule>

    Examples:
      | grade | verdict | rule                                                 |
      | 5/5   | allowed | dog-and-loads/strong dog/allowed                     |
      | 4/5   | not yet | dog-and-loads/strong dog/not yet/mild ankle weakness |
      | 3/5   | not yet | hazards/balance/not yet/marked ankle weakness        |
      | 0/5   | not yet | hazards/balance/not yet/marked ankle weakness        |

  Scenario Outline: Foot drop or unsteady walking hands the lead to someone else
    Given a patient 12 weeks after the operation
    And <sign> is yes
    And everything else is uncomplicated
    Then small calm dog is not yet because of hazards/pull/not yet/<rule>
    And strong dog is not yet because of hazards/pull/not yet/<rule>

    Examples:
      | sign             | rule             |
      | foot drop        | weak ankle       |
      | unsteady walking | unsteady walking |

  Scenario: The strong dog stays unknown until the ankle is tested
    Given a patient 6 weeks after the operation
    Then strong dog is unknown
    And strong dog needs ankle dorsiflexion, ankle plantarflexion, knee extension
    And small calm dog is unknown because of hazards/pull/not yet/weak ankle
    And unsteady walking is assumed to be no

  Scenario: Advice on loads, and on the lead when the ankle is weak
    Given a patient 6 weeks after the operation
    And ankle dorsiflexion is 4/5
    And ankle plantarflexion is 5/5
    Then the advice includes dog-and-loads/hand over the lead
    And the advice includes dog-and-loads/split the load
    And the advice includes dog-and-loads/child climbs up

  Scenario: No advice to hand over the lead when the ankle is strong
    Given a patient 6 weeks after the operation
    And everything else is uncomplicated
    Then the advice does not include dog-and-loads/hand over the lead

  Scenario: Leg pain that comes back stops the loads and the lead
    Given a patient 12 weeks after the operation
    And load within lifting limit is yes
    And leg pain returned is yes
    And everything else is uncomplicated
    Then backpack is not yet because of pain/physical activity/not yet/leg pain returned
    And strong dog is not yet because of pain/physical activity/not yet/leg pain returned

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item             | activity       | rule                                  |
      | foot drop        | small calm dog | hazards/pull/not yet/weak ankle       |
      | unsteady walking | small calm dog | hazards/pull/not yet/unsteady walking |
      | foot drop        | strong dog     | hazards/pull/not yet/weak ankle       |
      | unsteady walking | strong dog     | hazards/pull/not yet/unsteady walking |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item      | rule                             |
      | foot drop | dog-and-loads/hand over the lead |

  Scenario Outline: Whether a load is within the limit has to be known
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And load within lifting limit is unknown
    Then <activity> is unknown because of dog-and-loads/<activity>/allowed
    And it is also because of hazards/load/not yet/load above the limit
    And <activity> needs load within lifting limit

    Examples:
      | activity              |
      | luggage               |
      | lifting a small child |

  Scenario Outline: An ankle that may be weak asks for care with a load
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And load within lifting limit is yes
    And foot drop is unknown
    Then <activity> is with care because of hazards/load/with care/weak leg

    Examples:
      | activity |
      | backpack |
      | luggage  |

  Scenario: A backpack waits until its weight is known
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And load within lifting limit is unknown
    Then backpack is unknown because of dog-and-loads/backpack/allowed

  Scenario: With a foot drop somebody else holds the lead
    Given a patient 3 weeks after the operation
    And foot drop is yes
    Then the advice includes dog-and-loads/hand over the lead

  Scenario: A foot drop, or one that may be there, keeps a small child on the floor
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And load within lifting limit is yes
    And foot drop is unknown
    Then lifting a small child is unknown because of hazards/balance/not yet/marked ankle weakness
    Given foot drop is yes
    Then lifting a small child is not yet because of hazards/balance/not yet/marked ankle weakness

  Scenario Outline: A foot drop asks for care with a load
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And foot drop is yes
    And load within lifting limit is yes
    Then <activity> is with care because of hazards/load/with care/weak leg

    Examples:
      | activity |
      | luggage  |
      | backpack |

  Scenario Outline: A strong dog waits for one reason, by how weak the ankle is
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then strong dog is not yet because of <rule>
    And strong dog is not yet and not because of <other>

    Examples:
      | told                        | rule                                                 | other                                                |
      | ankle plantarflexion is 3/5 | hazards/balance/not yet/marked ankle weakness        | dog-and-loads/strong dog/not yet/mild ankle weakness |
      | ankle plantarflexion is 4/5 | dog-and-loads/strong dog/not yet/mild ankle weakness | hazards/balance/not yet/marked ankle weakness        |
