Feature: Garden
  When gardening, mowing and snow shovelling open, and what closes them.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And low risk of another slip is yes
    And everything else is uncomplicated
    Then <activity> is <verdict> because of garden/<activity>/allowed

    Examples:
      | activity        | stance      | day | verdict |
      | gardening       | restrictive | 55  | not yet |
      | gardening       | restrictive | 56  | allowed |
      | gardening       | typical     | 55  | not yet |
      | gardening       | typical     | 56  | allowed |
      | gardening       | liberal     | 41  | not yet |
      | gardening       | liberal     | 42  | allowed |
      | mowing          | restrictive | 83  | not yet |
      | mowing          | restrictive | 84  | allowed |
      | mowing          | typical     | 62  | not yet |
      | mowing          | typical     | 63  | allowed |
      | mowing          | liberal     | 41  | not yet |
      | mowing          | liberal     | 42  | allowed |
      | snow shovelling | restrictive | 181 | not yet |
      | snow shovelling | restrictive | 182 | allowed |
      | snow shovelling | typical     | 181 | not yet |
      | snow shovelling | typical     | 182 | allowed |
      | snow shovelling | liberal     | 83  | not yet |
      | snow shovelling | liberal     | 84  | allowed |

  Scenario Outline: A setback, a weak leg and a fall close work in the garden
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                         | activity        | verdict | rule                                               |
      | flare in last 14 days is yes | gardening       | not yet | hazards/bending under load/not yet/setback         |
      | foot drop is yes             | mowing          | not yet | hazards/pull/not yet/weak ankle                    |
      | fall is yes                  | gardening       | not yet | hazards/effort/not yet/fall                        |
      | unsteady walking is yes      | snow shovelling | not yet | hazards/balance/not yet/unsteady walking           |
      | fever is yes                 | mowing          | not yet | hazards/bending under load/not yet/medical concern |
