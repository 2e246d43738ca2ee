Feature: Water
  When exercise in water, other strokes, hot tub and sauna are open. All of it waits for a closed wound.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of water/<activity>/allowed

    Examples:
      | activity          | stance      | day | verdict |
      | exercise in water | restrictive | 41  | not yet |
      | exercise in water | restrictive | 42  | allowed |
      | exercise in water | typical     | 41  | not yet |
      | exercise in water | typical     | 42  | allowed |
      | exercise in water | liberal     | 13  | not yet |
      | exercise in water | liberal     | 14  | allowed |
      | breaststroke      | restrictive | 83  | not yet |
      | breaststroke      | restrictive | 84  | allowed |
      | breaststroke      | typical     | 41  | not yet |
      | breaststroke      | typical     | 42  | allowed |
      | breaststroke      | liberal     | 20  | not yet |
      | breaststroke      | liberal     | 21  | allowed |
      | butterfly stroke  | restrictive | 111 | not yet |
      | butterfly stroke  | restrictive | 112 | allowed |
      | butterfly stroke  | typical     | 83  | not yet |
      | butterfly stroke  | typical     | 84  | allowed |
      | butterfly stroke  | liberal     | 83  | not yet |
      | butterfly stroke  | liberal     | 84  | allowed |
      | hot tub           | restrictive | 41  | not yet |
      | hot tub           | restrictive | 42  | allowed |
      | hot tub           | typical     | 41  | not yet |
      | hot tub           | typical     | 42  | allowed |
      | hot tub           | liberal     | 13  | not yet |
      | hot tub           | liberal     | 14  | allowed |
      | sauna             | restrictive | 41  | not yet |
      | sauna             | restrictive | 42  | allowed |
      | sauna             | typical     | 41  | not yet |
      | sauna             | typical     | 42  | allowed |
      | sauna             | liberal     | 20  | not yet |
      | sauna             | liberal     | 21  | allowed |

  Scenario Outline: An open wound stays out of the water and the heat, whatever the week
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                    | activity          | verdict | rule                             |
      | wound healed is no      | exercise in water | not yet | hazards/water/not yet/open wound |
      | wound healed is no      | breaststroke      | not yet | hazards/water/not yet/open wound |
      | wound healed is no      | butterfly stroke  | not yet | hazards/water/not yet/open wound |
      | wound healed is no      | hot tub           | not yet | hazards/water/not yet/open wound |
      | wound healed is no      | sauna             | not yet | hazards/water/not yet/open wound |
      | wound healed is unknown | exercise in water | unknown | hazards/water/not yet/open wound |
      | wound healed is unknown | breaststroke      | unknown | hazards/water/not yet/open wound |
      | wound healed is unknown | butterfly stroke  | unknown | hazards/water/not yet/open wound |
      | wound healed is unknown | hot tub           | unknown | hazards/water/not yet/open wound |
      | wound healed is unknown | sauna             | unknown | hazards/water/not yet/open wound |

  Scenario Outline: What a clinician has to see first closes it too
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                         | activity          | verdict | rule                                           |
      | fever is yes                 | hot tub           | not yet | pain/daily life/not yet/fever or wound trouble |
      | calf swelling is yes         | sauna             | not yet | pain/daily life/not yet/signs of a clot        |
      | severe back pain is yes      | exercise in water | not yet | hazards/moving about/not yet/severe back pain  |
      | fall is yes                  | breaststroke      | not yet | hazards/effort/not yet/fall                    |
      | flare in last 14 days is yes | butterfly stroke  | not yet | hazards/bending under load/not yet/setback     |
