Feature: Washing
  When the dressing comes off, and when a patient may shower, take a bath and swim. The shower goes by the day;
  a bath or a pool also needs a closed, dry wound without a scab.

  Scenario Outline: The day before the first week, and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of washing/<activity>/allowed

    Examples:
      | activity | stance      | day | verdict |
      | shower   | restrictive | 4   | not yet |
      | shower   | restrictive | 5   | allowed |
      | shower   | typical     | 4   | not yet |
      | shower   | typical     | 5   | allowed |
      | shower   | liberal     | 1   | not yet |
      | shower   | liberal     | 2   | allowed |
      | bath     | restrictive | 41  | not yet |
      | bath     | restrictive | 42  | allowed |
      | bath     | typical     | 41  | not yet |
      | bath     | typical     | 42  | allowed |
      | bath     | liberal     | 13  | not yet |
      | bath     | liberal     | 14  | allowed |
      | swimming | restrictive | 41  | not yet |
      | swimming | restrictive | 42  | allowed |
      | swimming | typical     | 41  | not yet |
      | swimming | typical     | 42  | allowed |
      | swimming | liberal     | 13  | not yet |
      | swimming | liberal     | 14  | allowed |
      | dressing off | restrictive | 4   | not yet |
      | dressing off | restrictive | 5   | allowed |
      | dressing off | typical     | 4   | not yet |
      | dressing off | typical     | 5   | allowed |
      | dressing off | liberal     | 1   | not yet |
      | dressing off | liberal     | 2   | allowed |

  Scenario Outline: An open wound keeps the patient out of the water
    Given a patient 10 weeks after the operation
    And wound healed is no
    And everything else is uncomplicated
    Then <activity> is not yet because of hazards/water/not yet/open wound
    And <activity> does not open with time alone

    Examples:
      | activity |
      | bath     |
      | swimming |

  Scenario: A wound that nobody has looked at keeps the bath unknown, and the shower open
    Given a patient 6 weeks after the operation
    Then bath is unknown
    And bath needs wound healed
    And shower is allowed because of washing/shower/allowed

  Scenario Outline: A wound that leaks makes the shower a matter of care
    Given a patient 5 days after the operation
    And <sign> is yes
    Then shower is with care because of washing/shower/with care/wound trouble

    Examples:
      | sign                   |
      | wound trouble          |
      | clear fluid from wound |

  Scenario Outline: A wound that leaks or looks infected stays covered
    Given a patient 5 days after the operation
    And <sign> is <told>
    And everything else is uncomplicated
    Then dressing off is <verdict> because of washing/dressing off/not yet/wound trouble

    Examples:
      | sign                   | told    | verdict |
      | wound trouble          | yes     | not yet |
      | clear fluid from wound | yes     | not yet |
      | wound trouble          | unknown | unknown |
      | clear fluid from wound | unknown | unknown |

  Scenario Outline: What is said about clips, stitches and creams, and when
    Given a patient <day> days after the operation
    Then the advice <clips> washing/clips and stitches
    And the advice <cream> washing/nothing on the wound

    Examples:
      | day | clips            | cream            |
      | 6   | does not include | includes         |
      | 7   | includes         | includes         |
      | 13  | includes         | includes         |
      | 14  | includes         | does not include |
      | 41  | includes         | does not include |
      | 42  | does not include | does not include |

  Scenario Outline: Fever or a leaking wound closes bath and pool
    Given a patient 8 weeks after the operation
    And <sign> is yes
    And everything else is uncomplicated
    Then bath is not yet because of pain/daily life/not yet/<rule>
    And swimming is not yet because of pain/physical activity/not yet/<rule>

    Examples:
      | sign                   | rule                   |
      | fever                  | fever or wound trouble |
      | wound trouble          | fever or wound trouble |
      | clear fluid from wound | signs of a fluid leak  |

  Scenario: Swimming is exercise, so strong back pain stops it
    Given a patient 8 weeks after the operation
    And back pain is 6/10
    And everything else is uncomplicated
    Then swimming is not yet because of pain/exercise/not yet/back pain stop zone
    And bath is allowed because of washing/bath/allowed

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item         | activity | rule                             |
      | wound healed | swimming | hazards/water/not yet/open wound |

  Scenario Outline: What is not ruled out asks for care
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is with care because of <rule>

    Examples:
      | told                              | activity | rule                                   |
      | wound trouble is unknown          | shower   | washing/shower/with care/wound trouble |
      | clear fluid from wound is unknown | shower   | washing/shower/with care/wound trouble |

  Scenario Outline: Whoever has to lie flat does not stand in the shower for long
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And upright headache is <told>
    Then shower is <verdict> because of washing/shower/<rule>
    And the advice <says> weakness/check your strength

    Examples:
      | told    | verdict   | rule                 | says             |
      | yes     | with care | with care/fluid leak | does not include |
      | unknown | with care | with care/fluid leak | does not include |
      | no      | allowed   | allowed              | includes         |
