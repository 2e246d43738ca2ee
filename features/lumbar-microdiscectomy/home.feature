Feature: Home
  When stairs, light housework, vacuuming and bed-making are open. The week decides;
  a weak leg adds a rail or a helper on the stairs, and never closes them.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of home/<activity>/allowed

    Examples:
      | activity                 | stance      | day | verdict |
      | stairs                   | typical     | 0   | allowed |
      | stairs                   | liberal     | 0   | allowed |
      | light housework          | restrictive | 13  | not yet |
      | light housework          | restrictive | 14  | allowed |
      | light housework          | typical     | 13  | not yet |
      | light housework          | typical     | 14  | allowed |
      | light housework          | liberal     | 6   | not yet |
      | light housework          | liberal     | 7   | allowed |
      | vacuuming and bed-making | restrictive | 41  | not yet |
      | vacuuming and bed-making | restrictive | 42  | allowed |
      | vacuuming and bed-making | typical     | 20  | not yet |
      | vacuuming and bed-making | typical     | 21  | allowed |
      | vacuuming and bed-making | liberal     | 13  | not yet |
      | vacuuming and bed-making | liberal     | 14  | allowed |

  Scenario Outline: Stairs with help in the first week of the restrictive stance
    Given a patient <day> days after the operation
    And the stance is <stance>
    And knee extension is 5/5
    And ankle plantarflexion is 5/5
    Then stairs is <verdict> because of <rule>

    Examples:
      | day | stance      | verdict   | rule                             |
      | 0   | restrictive | with care | home/stairs/with care/first days |
      | 6   | restrictive | with care | home/stairs/with care/first days |
      | 7   | restrictive | allowed   | home/stairs/allowed              |
      | 6   | typical     | allowed   | home/stairs/allowed              |
      | 6   | liberal     | allowed   | home/stairs/allowed              |

  Scenario: The week alone decides when nothing else is stated
    Given a patient 6 weeks after the operation
    Then stairs is with care because of home/stairs/with care/weak knee
    And light housework is allowed because of home/light housework/allowed
    And vacuuming and bed-making is allowed because of home/vacuuming and bed-making/allowed
    And new weakness is assumed to be no

  Scenario: A surgeon's order may keep a patient off the stairs for a week
    Given a patient 6 days after the operation
    And an order: stairs from is 1 weeks
    Then stairs is not yet because of home/stairs/allowed
    And stairs opens in week 1

  Scenario: New weakness leaves the stairs open with care and stops housework
    Given a patient 6 weeks after the operation
    And new weakness is yes
    Then stairs is with care because of home/stairs/with care/new weakness
    And light housework is not yet because of pain/daily life/not yet/new weakness
    And vacuuming and bed-making is not yet because of pain/physical activity/not yet/new weakness

  Scenario: A weak knee brings advice about the rail
    Given a patient 3 weeks after the operation
    And knee extension is 4/5
    Then stairs is with care because of home/stairs/with care/weak knee
    And the advice includes home/knee on stairs
    And the advice does not include home/foot drop on stairs

  Scenario: Foot drop brings advice about the toes
    Given a patient 3 weeks after the operation
    And knee extension is 5/5
    And foot drop is yes
    Then stairs is with care because of hazards/footing/with care/foot drop
    And the advice includes home/foot drop on stairs
    And the advice does not include home/knee on stairs

  Scenario Outline: A foot that pushes weakly is minded on the stairs, dropping or not
    Given a patient 9 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And ankle plantarflexion is <push>
    Then stairs is <verdict> because of home/<rule>

    Examples:
      | push    | stance      | verdict   | rule                                   |
      | 3/5     | restrictive | with care | stairs/with care/weak push of the foot |
      | 3/5     | typical     | with care | stairs/with care/weak push of the foot |
      | 3/5     | liberal     | with care | stairs/with care/weak push of the foot |
      | 4/5     | typical     | allowed   | stairs/allowed                         |
      | unknown | typical     | with care | stairs/with care/weak push of the foot |

  Scenario: Vacuuming opens in week 3
    Given a patient 1 week after the operation
    Then vacuuming and bed-making is not yet because of home/vacuuming and bed-making/allowed
    And vacuuming and bed-making opens in week 3

  Scenario Outline: What is not ruled out asks for care
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is with care because of <rule>

    Examples:
      | told                    | activity | rule                               |
      | new weakness is unknown | stairs   | home/stairs/with care/new weakness |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item           | rule                     |
      | foot drop      | home/foot drop on stairs |
      | knee extension | home/knee on stairs      |

  Scenario: Whether the foot drops has to be known before the stairs are without care
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And foot drop is unknown
    Then stairs is with care because of hazards/footing/with care/foot drop
    And stairs needs foot drop

  Scenario: An ankle that was tested at 3/5 is minded on the stairs as a foot that drops
    Given a patient on day 30
    And the diary of day 30 says ankle dorsiflexion 3/5
    Then the advice includes home/foot drop on stairs
