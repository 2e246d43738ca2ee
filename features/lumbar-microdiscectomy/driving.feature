Feature: Driving
  When a patient may drive. The tests come first and the week second: a clear head, a comfortable seat,
  a practised emergency stop, a look over both shoulders, and a strong leg on the pedals.

  Scenario: With nothing stated at week 3, driving waits for its tests
    Given a patient 3 weeks after the operation
    Then driving is unknown
    And driving needs opioids, sitting comfort, emergency stop, looks over both shoulders, operated side, gearbox, ankle dorsiflexion, ankle plantarflexion, knee extension

  Scenario Outline: The week of driving, for an uncomplicated patient
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    Then driving is <verdict> because of driving/driving/allowed

    Examples:
      | stance      | day | verdict |
      | liberal     | 2   | not yet |
      | liberal     | 3   | allowed |
      | typical     | 13  | not yet |
      | typical     | 14  | allowed |
      | restrictive | 41  | not yet |
      | restrictive | 42  | allowed |

  Scenario: Day 9, wants to drive to the office
    Given a patient 9 days after the operation
    And everything else is uncomplicated
    Then driving is not yet
    And driving opens in week 2
    And the advice does not include driving/parked practice

  Scenario Outline: On an opioid nobody drives
    Given a patient 20 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And opioids is yes
    Then driving is not yet because of driving/driving/not yet/opioids
    And the milestone fit to drive is not reached

    Examples:
      | stance      |
      | restrictive |
      | typical     |
      | liberal     |

  Scenario Outline: One failed test closes driving
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And <test> is <result>
    Then driving is not yet because of driving/driving/allowed

    Examples:
      | test                      | result |
      | emergency stop            | no     |
      | looks over both shoulders | no     |
      | sitting comfort           | 29 min |

  Scenario Outline: Thirty minutes of comfortable sitting are enough, twenty in the liberal stance
    Given a patient 8 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And sitting comfort is <enough> min
    Then driving is allowed
    And the milestone fit to drive is reached

    Examples:
      | stance      | enough |
      | restrictive | 30     |
      | typical     | 30     |
      | liberal     | 20     |

  Scenario Outline: A minute less of comfortable sitting is too little
    Given a patient 8 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And sitting comfort is <less> min
    Then driving is not yet because of driving/driving/allowed

    Examples:
      | stance      | less |
      | restrictive | 29   |
      | typical     | 29   |
      | liberal     | 19   |

  Scenario Outline: Strength of the leg that works a pedal
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And operated side is <side>
    And gearbox is <gearbox>
    And <strength> is <grade>
    Then driving is <verdict> because of <rule>

    Examples: The right leg, or both
      | side  | gearbox   | strength             | grade | verdict | rule                                        |
      | right | automatic | ankle dorsiflexion   | 5/5   | allowed | driving/driving/allowed                     |
      | right | automatic | ankle dorsiflexion   | 4/5   | not yet | driving/driving/not yet/unchecked pedal leg |
      | right | automatic | ankle dorsiflexion   | 3/5   | not yet | driving/driving/not yet/weak pedal leg      |
      | right | automatic | ankle plantarflexion | 3/5   | not yet | driving/driving/not yet/weak pedal leg      |
      | right | manual    | knee extension       | 3/5   | not yet | driving/driving/not yet/weak pedal leg      |
      | both  | automatic | ankle plantarflexion | 3/5   | not yet | driving/driving/not yet/weak pedal leg      |

    Examples: The left leg matters with a clutch
      | side | gearbox   | strength           | grade | verdict | rule                                        |
      | left | manual    | ankle dorsiflexion | 3/5   | not yet | driving/driving/not yet/weak pedal leg      |
      | left | manual    | ankle dorsiflexion | 4/5   | not yet | driving/driving/not yet/unchecked pedal leg |
      | left | automatic | ankle dorsiflexion | 2/5   | allowed | driving/driving/allowed                     |

  Scenario: A foot drop on the right closes driving whatever the grade on paper
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And foot drop is yes
    Then driving is not yet because of driving/driving/not yet/weak pedal leg
    And the advice includes driving/licence

  Scenario: A left foot drop leaves an automatic car open
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And operated side is left
    And foot drop is yes
    Then driving is allowed

  Scenario: Grade 4 drives with care after a documented check
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 4/5
    And driving assessment is yes
    Then driving is with care because of driving/driving/with care/reduced strength

  Scenario: No check opens driving at grade 3
    Given a patient 30 weeks after the operation
    And the stance is liberal
    And everything else is uncomplicated
    And ankle dorsiflexion is 3/5
    And driving assessment is yes
    Then driving is not yet because of driving/driving/not yet/weak pedal leg
    And driving does not open with time alone

  Scenario: Nobody has tested the ankle
    Given a patient 3 weeks after the operation
    And opioids is no
    And sitting comfort is 30 min
    And emergency stop is yes
    And looks over both shoulders is yes
    And operated side is right
    And gearbox is automatic
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    Then driving is unknown
    And driving needs ankle dorsiflexion

  Scenario: With full strength on paper the side and the gearbox need not be told
    Given a patient 3 weeks after the operation
    And opioids is no
    And sitting comfort is 30 min
    And emergency stop is yes
    And looks over both shoulders is yes
    And ankle dorsiflexion is 5/5
    And ankle plantarflexion is 5/5
    And knee extension is 5/5
    Then driving is allowed

  Scenario: A rigid brace needs a check
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And rigid brace on the driving foot is yes
    Then driving is not yet because of driving/driving/not yet/rigid brace

  Scenario: A rigid brace that was checked
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And rigid brace on the driving foot is yes
    And driving assessment is yes
    Then driving is with care because of driving/driving/with care/rigid brace

  Scenario: New weakness closes driving until the leg was examined
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And new weakness is yes
    Then driving is not yet because of driving/driving/not yet/new weakness

  Scenario: No driving while unwell
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And fever is yes
    And wound trouble is yes
    Then driving is not yet because of driving/driving/not yet/unwell

  Scenario: A passenger from the first day
    Given a patient on the day of the operation
    Then car passenger is allowed because of driving/car passenger/allowed
    And the advice includes driving/short rides first

  Scenario: Rides grow after the first week
    Given a patient on day 7
    Then car passenger is allowed
    And the advice does not include driving/short rides first

  Scenario: A clutch takes longer
    Given a patient 3 weeks after the operation
    And gearbox is manual
    Then the advice includes driving/clutch
    And the advice includes driving/parked practice
    And the advice does not include driving/licence

  Scenario: An automatic car needs no word about the clutch
    Given a patient 3 weeks after the operation
    And gearbox is automatic
    Then the advice does not include driving/clutch

  Scenario: The surgeon's later week counts
    Given a patient 3 weeks after the operation
    And everything else is uncomplicated
    And an order: driving from is 6 weeks
    Then driving is not yet because of driving/driving/allowed
    And driving opens in week 6

  Scenario Outline: A stiff neck has to be seen before driving
    Given a patient 3 weeks after the operation
    And neck stiffness is <told>
    And everything else is uncomplicated
    Then driving is <verdict> because of driving/driving/<rule>

    Examples:
      | told | verdict | rule           |
      | no   | allowed | allowed        |
      | yes  | not yet | not yet/unwell |

  Scenario Outline: What nobody knows opens nothing, and is asked for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <item>

    Examples:
      | item                            | activity | rule                                 |
      | new weakness within hours       | driving  | driving/driving/not yet/new weakness |
      | rigid brace on the driving foot | driving  | driving/driving/not yet/rigid brace  |
      | fever                           | driving  | driving/driving/not yet/unwell       |
      | rigors or drowsiness            | driving  | driving/driving/not yet/unwell       |
      | wound trouble                   | driving  | driving/driving/not yet/unwell       |
      | upright headache                | driving  | driving/driving/not yet/unwell       |
      | clear fluid from wound          | driving  | driving/driving/not yet/unwell       |
      | calf swelling                   | driving  | driving/driving/not yet/unwell       |
      | neck stiffness                  | driving  | driving/driving/not yet/unwell       |

  Scenario Outline: Where one thing is told, another that nobody knows still opens nothing
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    And <item> is unknown
    Then <activity> is unknown because of <rule>
    And <activity> needs <asked>

    Examples:
      | told                                   | item               | activity | rule                                | asked              |
      | rigid brace on the driving foot is yes | driving assessment | driving  | driving/driving/not yet/rigid brace | driving assessment |

  Scenario Outline: Advice waits for what nobody knows
    Given a patient on the day of the operation
    And everything else is uncomplicated
    And <item> is unknown
    Then the advice does not include <rule>

    Examples:
      | item      | rule            |
      | gearbox   | driving/clutch  |
      | foot drop | driving/licence |

  Scenario Outline: Whoever is unwell does not drive
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <sign> is yes
    Then driving is not yet because of driving/driving/not yet/unwell

    Examples:
      | sign                   |
      | fever                  |
      | wound trouble          |
      | upright headache       |
      | clear fluid from wound |
      | calf swelling          |

  Scenario: A brace that may be on the driving foot asks for care after a check
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And rigid brace on the driving foot is unknown
    And driving assessment is yes
    Then driving is with care because of driving/driving/with care/rigid brace

  Scenario: Grade 4 on the pedal waits until it is known whether somebody checked
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is 4/5
    And driving assessment is unknown
    Then driving is unknown because of driving/driving/allowed
    And it is also because of driving/driving/not yet/unchecked pedal leg
    And driving needs driving assessment

  Scenario Outline: Comfortable sitting, on both sides of the number
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And sitting comfort is <sitting>
    Then driving is <verdict> because of driving/driving/allowed

    Examples:
      | stance      | day | sitting | verdict |
      | restrictive | 42  | 29 min  | not yet |
      | restrictive | 42  | 30 min  | allowed |
      | liberal     | 3   | 19 min  | not yet |
      | liberal     | 3   | 20 min  | allowed |

  Scenario Outline: The first days on the road
    Given a patient on day <day>
    Then the advice <says> driving/<advice>

    Examples:
      | day | advice            | says             |
      | 13  | parked practice   | does not include |
      | 14  | parked practice   | includes         |
      | 6   | short rides first | includes         |
      | 7   | short rides first | does not include |

  Scenario Outline: Each muscle of the pedal leg counts, and grade 4 needs a check
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And <strength> is 4/5
    And driving assessment is <check>
    Then driving is <verdict> because of <rule>

    Examples:
      | strength             | check   | verdict | rule                                        |
      | ankle plantarflexion | no      | not yet | driving/driving/not yet/unchecked pedal leg |
      | ankle plantarflexion | unknown | unknown | driving/driving/allowed                     |
      | knee extension       | no      | not yet | driving/driving/not yet/unchecked pedal leg |
      | knee extension       | unknown | unknown | driving/driving/allowed                     |

  Scenario: A knee of grade 4 without a check is too weak, whether or not the foot drops
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And knee extension is 4/5
    And foot drop is unknown
    Then driving is not yet because of driving/driving/allowed

  Scenario Outline: A left leg of which nobody knows whether it works a clutch
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And operated side is left
    And gearbox is unknown
    And <told>
    Then driving is unknown because of driving/driving/allowed

    Examples:
      | told                  |
      | foot drop is yes      |
      | knee extension is 4/5 |

  Scenario: The check of a left leg of grade 4 does not tell whether there is a clutch
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And operated side is left
    And gearbox is unknown
    And knee extension is 4/5
    And driving assessment is yes
    Then driving is unknown because of driving/driving/allowed

  Scenario: A leg that is too weak is not waiting for a check
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And knee extension is 3/5
    And driving assessment is no
    Then driving is not yet and not because of driving/driving/not yet/unchecked pedal leg

  Scenario Outline: A steady night dose that does not make drowsy, and that the prescriber agreed to
    Given a patient on day <day>
    And the stance is <stance>
    And opioids is yes
    And steady dose agreed is <agreed>
    And everything else is uncomplicated
    Then driving is <verdict> because of <rule>

    Examples:
      | day | stance      | agreed  | verdict   | rule                                  |
      | 84  | restrictive | yes     | not yet   | driving/driving/not yet/opioids       |
      | 84  | typical     | yes     | with care | driving/driving/with care/steady dose |
      | 84  | liberal     | yes     | with care | driving/driving/with care/steady dose |
      | 84  | typical     | no      | not yet   | driving/driving/not yet/opioids       |
      | 84  | typical     | unknown | unknown   | driving/driving/not yet/opioids       |
      | 84  | liberal     | no      | not yet   | driving/driving/not yet/opioids       |
      | 13  | liberal     | yes     | not yet   | driving/driving/not yet/opioids       |
      | 14  | liberal     | yes     | with care | driving/driving/with care/steady dose |
      | 13  | typical     | yes     | not yet   | driving/driving/not yet/opioids       |
      | 14  | typical     | yes     | with care | driving/driving/with care/steady dose |

  Scenario: Whether a drowsy drug was taken has to be known, whatever the prescriber agreed to once
    Given a patient 12 weeks after the operation
    And steady dose agreed is yes
    And opioids is unknown
    And everything else is uncomplicated
    Then driving is with care because of driving/driving/with care/steady dose
    And driving needs opioids

  Scenario Outline: A foot that has long been numb is checked on the pedals
    Given a patient 12 weeks after the operation
    And operated side is <side>
    And old unchanged numbness is <numb>
    And driving assessment is <checked>
    And everything else is uncomplicated
    Then driving is <verdict> because of <rule>

    Examples:
      | side  | numb    | checked | verdict | rule                                    |
      | right | yes     | no      | not yet | driving/driving/not yet/numb pedal foot |
      | right | yes     | yes     | allowed | driving/driving/allowed                 |
      | left  | yes     | no      | allowed | driving/driving/allowed                 |
      | right | unknown | no      | unknown | driving/driving/not yet/numb pedal foot |
      | right | no      | no      | allowed | driving/driving/allowed                 |

  Scenario Outline: Whoever has to be seen rides only for that
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And <sign> is <told>
    Then car passenger is <verdict> because of driving/car passenger/<rule>

    Examples:
      | sign             | told    | verdict   | rule                      |
      | calf swelling    | yes     | with care | with care/only to be seen |
      | upright headache | yes     | with care | with care/only to be seen |
      | severe back pain | yes     | with care | with care/only to be seen |
      | severe back pain | unknown | with care | with care/only to be seen |
      | fever            | unknown | with care | with care/only to be seen |
      | severe back pain | no      | allowed   | allowed                   |

  Scenario Outline: Motorcycle, driving for a living and a long ride, the day before and the day itself
    Given a patient <day> days after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    Then <activity> is <verdict> because of driving/<activity>/allowed

    Examples:
      | activity              | stance      | day | verdict |
      | motorcycle            | restrictive | 83  | not yet |
      | motorcycle            | restrictive | 84  | allowed |
      | motorcycle            | typical     | 55  | not yet |
      | motorcycle            | typical     | 56  | allowed |
      | motorcycle            | liberal     | 41  | not yet |
      | motorcycle            | liberal     | 42  | allowed |
      | driving for a living  | restrictive | 83  | not yet |
      | driving for a living  | restrictive | 84  | allowed |
      | driving for a living  | typical     | 83  | not yet |
      | driving for a living  | typical     | 84  | allowed |
      | driving for a living  | liberal     | 55  | not yet |
      | driving for a living  | liberal     | 56  | allowed |
      | car ride over an hour | restrictive | 27  | not yet |
      | car ride over an hour | restrictive | 28  | allowed |
      | car ride over an hour | typical     | 13  | not yet |
      | car ride over an hour | typical     | 14  | allowed |
      | car ride over an hour | liberal     | 6   | not yet |
      | car ride over an hour | liberal     | 7   | allowed |

  Scenario Outline: What the seat of a motorcycle and a day at the wheel ask for
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                                       | activity             | verdict | rule                                 |
      | opioids is yes                             | motorcycle           | not yet | driving/motorcycle/allowed           |
      | opioids is unknown                         | motorcycle           | unknown | driving/motorcycle/allowed           |
      | emergency stop is no                       | motorcycle           | not yet | driving/motorcycle/allowed           |
      | emergency stop is unknown                  | motorcycle           | unknown | driving/motorcycle/allowed           |
      | old unchanged numbness is yes              | motorcycle           | not yet | driving/motorcycle/allowed           |
      | old unchanged numbness is unknown          | motorcycle           | unknown | driving/motorcycle/allowed           |
      | rigid brace on the driving foot is yes     | motorcycle           | not yet | driving/motorcycle/allowed           |
      | rigid brace on the driving foot is unknown | motorcycle           | unknown | driving/motorcycle/allowed           |
      | opioids is yes                             | driving for a living | not yet | driving/driving for a living/allowed |
      | opioids is unknown                         | driving for a living | unknown | driving/driving for a living/allowed |
      | emergency stop is no                       | driving for a living | not yet | driving/driving for a living/allowed |
      | emergency stop is unknown                  | driving for a living | unknown | driving/driving for a living/allowed |
      | old unchanged numbness is yes              | driving for a living | not yet | driving/driving for a living/allowed |
      | old unchanged numbness is unknown          | driving for a living | unknown | driving/driving for a living/allowed |
      | rigid brace on the driving foot is yes     | driving for a living | not yet | driving/driving for a living/allowed |
      | rigid brace on the driving foot is unknown | driving for a living | unknown | driving/driving for a living/allowed |
      | knee extension is 4/5                      | driving for a living | not yet | driving/driving for a living/allowed |
      | knee extension is unknown                  | driving for a living | unknown | driving/driving for a living/allowed |
      | ankle dorsiflexion is 4/5                  | motorcycle           | not yet | driving/motorcycle/allowed           |
      | ankle dorsiflexion is unknown              | motorcycle           | unknown | driving/motorcycle/allowed           |
      | knee extension is 4/5                      | motorcycle           | not yet | driving/motorcycle/allowed           |
      | knee extension is unknown                  | motorcycle           | unknown | driving/motorcycle/allowed           |

  Scenario Outline: What closes a long ride and the work at the wheel
    Given a patient 30 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then <activity> is <verdict> because of <rule>

    Examples:
      | told                    | activity              | verdict | rule                                           |
      | calf swelling is yes    | car ride over an hour | not yet | pain/physical activity/not yet/signs of a clot |
      | fall is yes             | car ride over an hour | not yet | hazards/effort/not yet/fall                    |
      | new leg numbness is yes | driving for a living  | not yet | hazards/traffic/not yet/new numbness           |
      | unsteady walking is yes | motorcycle            | not yet | hazards/traffic/not yet/unsteady walking       |

  Scenario Outline: Who drives for a living has a leg that is sure and takes nothing drowsy
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And <told>
    Then driving for a living is not yet because of driving/driving for a living/allowed

    Examples:
      | told                  |
      | knee gives way is yes |

  Scenario Outline: A steady dose is enough for a short trip by car, and not for a living or a motorcycle
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And opioids is yes
    And steady dose agreed is yes
    Then <activity> is not yet because of driving/<activity>/allowed

    Examples:
      | activity             |
      | driving for a living |
      | motorcycle           |

  Scenario: A motorcycle waits for a full push of the foot, whether or not it drops
    Given a patient 8 weeks after the operation
    And everything else is uncomplicated
    And ankle plantarflexion is 4/5
    And foot drop is unknown
    Then motorcycle is not yet because of driving/motorcycle/allowed

  Scenario: Whether the knee gives way has to be told before driving
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And knee gives way is unknown
    Then driving is unknown because of driving/driving/allowed

  Scenario: An ankle that nobody tested leaves driving open to question after an assessment too
    Given a patient 2 weeks after the operation
    And everything else is uncomplicated
    And ankle dorsiflexion is unknown
    And knee extension is 4/5
    And driving assessment is yes
    Then driving is unknown because of driving/driving/allowed
