Feature: When each activity opens
  One table of every activity and stance: on its first day, and on the day before. The numbers come from the
  evidence and not from the rule files; of a range it is the lower one. The patient has no trouble, has every
  release and trial that an activity asks for, and was told that the risk of another slip is low, so that only the
  time decides. A tag @disputed marks the rows in which the sources, read once more, say otherwise than the drafts
  did, and which a clinician has to settle.

  Scenario Outline: The day before, and the first day
    Given a patient on day <day>
    And the stance is <stance>
    And everything else is uncomplicated
    And load within lifting limit is yes
    And job lifting trial passed is yes
    And surgeon release for lifting is yes
    And surgeon release for contact sport is yes
    And surgeon agrees to deep folds is yes
    And flight discussed with team is yes
    And low risk of another slip is yes
    Then <activity> is <verdict>

    Examples:
      | activity                        | stance      | day | verdict           |
      | walking                         | restrictive | 0   | allowed           |
      | walking                         | typical     | 0   | allowed           |
      | walking                         | liberal     | 0   | allowed           |
      | long walk                       | restrictive | 41  | not yet           |
      | long walk                       | restrictive | 42  | allowed           |
      | long walk                       | typical     | 27  | not yet           |
      | long walk                       | typical     | 28  | allowed           |
      | long walk                       | liberal     | 13  | not yet           |
      | long walk                       | liberal     | 14  | allowed           |
      | stairs                          | restrictive | 0   | with care         |
      | stairs                          | typical     | 0   | allowed           |
      | stairs                          | liberal     | 0   | allowed           |
      | lifting                         | restrictive | 0   | limited to 5 lb   |
      | lifting                         | restrictive | 13  | limited to 5 lb   |
      | lifting                         | restrictive | 14  | limited to 10 lb  |
      | lifting                         | restrictive | 41  | limited to 10 lb  |
      | lifting                         | restrictive | 42  | limited to 30 lb  |
      | lifting                         | restrictive | 83  | limited to 30 lb  |
      | lifting                         | restrictive | 84  | not limited       |
      | lifting                         | typical     | 0   | limited to 5 lb   |
      | lifting                         | typical     | 13  | limited to 5 lb   |
      | lifting                         | typical     | 42  | limited to 30 lb  |
      | lifting                         | typical     | 83  | limited to 30 lb  |
      | lifting                         | typical     | 84  | not limited       |
      | lifting                         | liberal     | 0   | limited to 10 lb  |
      | lifting                         | liberal     | 13  | limited to 10 lb  |
      | lifting                         | liberal     | 14  | not limited       |
      | limit-free lifting              | restrictive | 83  | not yet           |
      | limit-free lifting              | restrictive | 84  | allowed           |
      | limit-free lifting              | typical     | 83  | not yet           |
      | limit-free lifting              | typical     | 84  | allowed           |
      | limit-free lifting              | liberal     | 13  | not yet           |
      | limit-free lifting              | liberal     | 14  | allowed           |
      | bending and twisting            | restrictive | 41  | not yet           |
      | bending and twisting            | restrictive | 42  | allowed           |
      | bending and twisting            | typical     | 41  | not yet           |
      | bending and twisting            | typical     | 42  | allowed           |
      | bending and twisting            | liberal     | 13  | not yet           |
      | bending and twisting            | liberal     | 14  | allowed           |
      | sitting                         | restrictive | 42  | not limited       |
      | sitting                         | typical     | 13  | limited to 30 min |
      | sitting                         | liberal     | 0   | not limited       |
      | car passenger                   | restrictive | 0   | allowed           |
      | car passenger                   | typical     | 0   | allowed           |
      | car passenger                   | liberal     | 0   | allowed           |
      | driving                         | restrictive | 41  | not yet           |
      | driving                         | restrictive | 42  | allowed           |
      | driving                         | typical     | 13  | not yet           |
      | driving                         | typical     | 14  | allowed           |
      | driving                         | liberal     | 2   | not yet           |
      | driving                         | liberal     | 3   | allowed           |
      | desk work part-time             | restrictive | 27  | not yet           |
      | desk work part-time             | restrictive | 28  | allowed           |
      | desk work part-time             | liberal     | 6   | not yet           |
      | desk work part-time             | liberal     | 7   | allowed           |
      | desk work full-time             | restrictive | 41  | not yet           |
      | desk work full-time             | restrictive | 42  | allowed           |
      | desk work full-time             | typical     | 27  | not yet           |
      | desk work full-time             | typical     | 28  | allowed           |
      | desk work full-time             | liberal     | 13  | not yet           |
      | desk work full-time             | liberal     | 14  | allowed           |
      | light or standing work          | restrictive | 55  | not yet           |
      | light or standing work          | restrictive | 56  | allowed           |
      | light or standing work          | liberal     | 13  | not yet           |
      | light or standing work          | liberal     | 14  | allowed           |
      | heavy manual work               | restrictive | 83  | not yet           |
      | heavy manual work               | restrictive | 84  | allowed           |
      | heavy manual work               | liberal     | 41  | not yet           |
      | heavy manual work               | liberal     | 42  | allowed           |
      | short flight                    | restrictive | 27  | not yet           |
      | short flight                    | restrictive | 28  | allowed           |
      | short flight                    | typical     | 13  | not yet           |
      | short flight                    | typical     | 14  | allowed           |
      | short flight                    | liberal     | 13  | not yet           |
      | short flight                    | liberal     | 14  | allowed           |
      | long flight                     | restrictive | 41  | not yet           |
      | long flight                     | restrictive | 42  | allowed           |
      | long flight                     | typical     | 41  | not yet           |
      | long flight                     | typical     | 42  | allowed           |
      | long flight                     | liberal     | 27  | not yet           |
      | long flight                     | liberal     | 28  | allowed           |
      | sexual activity                 | restrictive | 41  | not yet           |
      | sexual activity                 | restrictive | 42  | allowed           |
      | sexual activity                 | typical     | 13  | not yet           |
      | sexual activity                 | typical     | 14  | with care         |
      | sexual activity                 | liberal     | 6   | not yet           |
      | sexual activity                 | liberal     | 7   | with care         |
      | shower                          | restrictive | 4   | not yet           |
      | shower                          | restrictive | 5   | allowed           |
      | shower                          | liberal     | 1   | not yet           |
      | shower                          | liberal     | 2   | allowed           |
      | bath                            | restrictive | 41  | not yet           |
      | bath                            | restrictive | 42  | allowed           |
      | bath                            | liberal     | 13  | not yet           |
      | bath                            | liberal     | 14  | allowed           |
      | light housework                 | restrictive | 13  | not yet           |
      | light housework                 | restrictive | 14  | allowed           |
      | light housework                 | typical     | 13  | not yet           |
      | light housework                 | typical     | 14  | allowed           |
      | light housework                 | liberal     | 6   | not yet           |
      | light housework                 | liberal     | 7   | allowed           |
      | vacuuming and bed-making        | restrictive | 41  | not yet           |
      | vacuuming and bed-making        | restrictive | 42  | allowed           |
      | vacuuming and bed-making        | typical     | 20  | not yet           |
      | vacuuming and bed-making        | typical     | 21  | allowed           |
      | vacuuming and bed-making        | liberal     | 13  | not yet           |
      | vacuuming and bed-making        | liberal     | 14  | allowed           |
      | small calm dog                  | restrictive | 13  | not yet           |
      | small calm dog                  | restrictive | 14  | allowed           |
      | small calm dog                  | typical     | 6   | not yet           |
      | small calm dog                  | typical     | 7   | allowed           |
      | small calm dog                  | liberal     | 0   | allowed           |
      | strong dog                      | restrictive | 83  | not yet           |
      | strong dog                      | restrictive | 84  | allowed           |
      | strong dog                      | typical     | 41  | not yet           |
      | strong dog                      | typical     | 42  | allowed           |
      | strong dog                      | liberal     | 13  | not yet           |
      | strong dog                      | liberal     | 14  | allowed           |
      | backpack                        | restrictive | 0   | allowed           |
      | backpack                        | typical     | 0   | allowed           |
      | backpack                        | liberal     | 0   | allowed           |
      | lifting a small child           | restrictive | 83  | not yet           |
      | lifting a small child           | restrictive | 84  | allowed           |
      | lifting a small child           | typical     | 41  | not yet           |
      | lifting a small child           | typical     | 42  | allowed           |
      | lifting a small child           | liberal     | 13  | not yet           |
      | lifting a small child           | liberal     | 14  | allowed           |
      | upright stationary bike         | restrictive | 41  | not yet           |
      | upright stationary bike         | restrictive | 42  | allowed           |
      | upright stationary bike         | liberal     | 6   | not yet           |
      | upright stationary bike         | liberal     | 7   | allowed           |
      | indoor elliptical               | restrictive | 41  | not yet           |
      | indoor elliptical               | restrictive | 42  | allowed           |
      | indoor elliptical               | liberal     | 13  | not yet           |
      | indoor elliptical               | liberal     | 14  | allowed           |
      | outdoor elliptical bike         | restrictive | 83  | not yet           |
      | outdoor elliptical bike         | restrictive | 84  | allowed           |
      | outdoor elliptical bike         | typical     | 41  | not yet           |
      | outdoor elliptical bike         | typical     | 42  | allowed           |
      | outdoor elliptical bike         | liberal     | 27  | not yet           |
      | outdoor elliptical bike         | liberal     | 28  | allowed           |
      | outdoor bicycle                 | restrictive | 55  | not yet           |
      | outdoor bicycle                 | restrictive | 56  | allowed           |
      | outdoor bicycle                 | typical     | 41  | not yet           |
      | outdoor bicycle                 | typical     | 42  | allowed           |
      | outdoor bicycle                 | liberal     | 20  | not yet           |
      | outdoor bicycle                 | liberal     | 21  | allowed           |
      | swimming                        | restrictive | 41  | not yet           |
      | swimming                        | restrictive | 42  | allowed           |
      | swimming                        | liberal     | 13  | not yet           |
      | swimming                        | liberal     | 14  | allowed           |
      | core activation                 | restrictive | 13  | not yet           |
      | core activation                 | restrictive | 14  | allowed           |
      | core activation                 | typical     | 0   | allowed           |
      | core activation                 | liberal     | 0   | allowed           |
      | bridge and four-point exercises | restrictive | 41  | not yet           |
      | bridge and four-point exercises | restrictive | 42  | allowed           |
      | bridge and four-point exercises | liberal     | 13  | not yet           |
      | bridge and four-point exercises | liberal     | 14  | allowed           |
      | pilates level 1                 | restrictive | 55  | not yet           |
      | pilates level 1                 | restrictive | 56  | allowed           |
      | pilates level 1                 | typical     | 41  | not yet           |
      | pilates level 1                 | typical     | 42  | allowed           |
      | pilates level 1                 | liberal     | 27  | not yet           |
      | pilates level 1                 | liberal     | 28  | allowed           |
      | pilates level 2                 | restrictive | 111 | not yet           |
      | pilates level 2                 | restrictive | 112 | allowed           |
      | pilates level 2                 | typical     | 69  | not yet           |
      | pilates level 2                 | typical     | 70  | allowed           |
      | pilates level 2                 | liberal     | 55  | not yet           |
      | pilates level 2                 | liberal     | 56  | allowed           |
      | plank                           | restrictive | 55  | not yet           |
      | plank                           | restrictive | 56  | allowed           |
      | plank                           | typical     | 41  | not yet           |
      | plank                           | typical     | 42  | allowed           |
      | plank                           | liberal     | 27  | not yet           |
      | plank                           | liberal     | 28  | allowed           |
      | yoga without twist              | restrictive | 83  | not yet           |
      | yoga without twist              | restrictive | 84  | allowed           |
      | yoga without twist              | typical     | 41  | not yet           |
      | yoga without twist              | typical     | 42  | allowed           |
      | yoga without twist              | liberal     | 27  | not yet           |
      | yoga without twist              | liberal     | 28  | allowed           |
      | yoga with twist and deep fold   | restrictive | 111 | not yet           |
      | yoga with twist and deep fold   | restrictive | 112 | allowed           |
      | yoga with twist and deep fold   | typical     | 69  | not yet           |
      | yoga with twist and deep fold   | typical     | 70  | allowed           |
      | yoga with twist and deep fold   | liberal     | 41  | not yet           |
      | yoga with twist and deep fold   | liberal     | 42  | allowed           |
      | light gym weights               | restrictive | 83  | not yet           |
      | light gym weights               | restrictive | 84  | allowed           |
      | light gym weights               | liberal     | 27  | not yet           |
      | light gym weights               | liberal     | 28  | allowed           |
      | loaded squat                    | restrictive | 111 | not yet           |
      | loaded squat                    | restrictive | 112 | allowed           |
      | loaded squat                    | typical     | 69  | not yet           |
      | loaded squat                    | typical     | 70  | allowed           |
      | loaded squat                    | liberal     | 41  | not yet           |
      | loaded squat                    | liberal     | 42  | allowed           |
      | deadlift                        | restrictive | 181 | not yet           |
      | deadlift                        | restrictive | 182 | allowed           |
      | deadlift                        | typical     | 83  | not yet           |
      | deadlift                        | typical     | 84  | allowed           |
      | deadlift                        | liberal     | 55  | not yet           |
      | deadlift                        | liberal     | 56  | allowed           |
      | golf putting and chipping       | restrictive | 41  | not yet           |
      | golf putting and chipping       | restrictive | 42  | allowed           |
      | golf putting and chipping       | liberal     | 20  | not yet           |
      | golf putting and chipping       | liberal     | 21  | allowed           |
      | golf full swing                 | restrictive | 83  | not yet           |
      | golf full swing                 | restrictive | 84  | allowed           |
      | golf full swing                 | typical     | 41  | not yet           |
      | golf full swing                 | typical     | 42  | allowed           |
      | golf full swing                 | liberal     | 27  | not yet           |
      | golf full swing                 | liberal     | 28  | allowed           |
      | run-walk                        | typical     | 69  | not yet           |
      | run-walk                        | typical     | 70  | allowed           |
      | run-walk                        | liberal     | 41  | not yet           |
      | run-walk                        | liberal     | 42  | allowed           |
      | continuous running              | typical     | 97  | not yet           |
      | continuous running              | typical     | 98  | allowed           |
      | continuous running              | liberal     | 69  | not yet           |
      | continuous running              | liberal     | 70  | allowed           |
      | group running                   | restrictive | 167 | not yet           |
      | group running                   | restrictive | 168 | allowed           |
      | group running                   | typical     | 125 | not yet           |
      | group running                   | typical     | 126 | allowed           |
      | group running                   | liberal     | 97  | not yet           |
      | group running                   | liberal     | 98  | allowed           |
      | racing                          | restrictive | 209 | not yet           |
      | racing                          | restrictive | 210 | allowed           |
      | racing                          | typical     | 167 | not yet           |
      | racing                          | typical     | 168 | allowed           |
      | racing                          | liberal     | 125 | not yet           |
      | racing                          | liberal     | 126 | allowed           |
      | contact sport                   | restrictive | 181 | not yet           |
      | contact sport                   | restrictive | 182 | allowed           |
      | contact sport                   | typical     | 83  | not yet           |
      | contact sport                   | typical     | 84  | allowed           |
      | contact sport                   | liberal     | 83  | not yet           |
      | contact sport                   | liberal     | 84  | allowed           |

    # Disputed: the drafts gave an earlier week here, a larger limit or none. The sources, read once more, do not carry it.
    # Lifting 25 lb stands on two surgeons, and 10 lb is the middle of all. 45 minutes of sitting stand on a page of
    # collected answers only; surgeons name 30 minutes, and a royal college 15 to 20. Office work at week 3 and weights at
    # week 10 are the middle of what sources name; week 6 for standing work and week 12 for heavy work are the later end
    # of what several name. In the restrictive stance three months until a run are 13 weeks and not 12, and running
    # without walking breaks comes six weeks after that. Showers on day 5, baths, pools, the indoor bikes and putting
    # in week 6, and the bridge in week 4 are the middle of what sources for this operation allow first.
    @disputed
    Examples: Where the sources say otherwise than the drafts
      | activity                        | stance      | day | verdict           |
      | lifting                         | typical     | 14  | limited to 10 lb  |
      | lifting                         | typical     | 41  | limited to 10 lb  |
      | sitting                         | restrictive | 14  | limited to 20 min |
      | sitting                         | restrictive | 41  | limited to 20 min |
      | sitting                         | typical     | 14  | limited to 30 min |
      | sitting                         | typical     | 41  | limited to 30 min |
      | sitting                         | typical     | 42  | not limited       |
      | desk work part-time             | typical     | 20  | not yet           |
      | desk work part-time             | typical     | 21  | allowed           |
      | light or standing work          | typical     | 41  | not yet           |
      | light or standing work          | typical     | 42  | allowed           |
      | heavy manual work               | typical     | 83  | not yet           |
      | heavy manual work               | typical     | 84  | allowed           |
      | light gym weights               | typical     | 69  | not yet           |
      | light gym weights               | typical     | 70  | allowed           |
      | run-walk                        | restrictive | 90  | not yet           |
      | run-walk                        | restrictive | 91  | allowed           |
      | continuous running              | restrictive | 132 | not yet           |
      | continuous running              | restrictive | 133 | allowed           |
      | shower                          | typical     | 4   | not yet           |
      | shower                          | typical     | 5   | allowed           |
      | bath                            | typical     | 41  | not yet           |
      | bath                            | typical     | 42  | allowed           |
      | upright stationary bike         | typical     | 41  | not yet           |
      | upright stationary bike         | typical     | 42  | allowed           |
      | indoor elliptical               | typical     | 41  | not yet           |
      | indoor elliptical               | typical     | 42  | allowed           |
      | swimming                        | typical     | 41  | not yet           |
      | swimming                        | typical     | 42  | allowed           |
      | bridge and four-point exercises | typical     | 27  | not yet           |
      | bridge and four-point exercises | typical     | 28  | allowed           |
      | golf putting and chipping       | typical     | 41  | not yet           |
      | golf putting and chipping       | typical     | 42  | allowed           |

  Scenario Outline: After another operation nothing is opened in any week
    Given a patient 52 weeks after the operation
    And the stance is <stance>
    And everything else is uncomplicated
    And <operation> is yes
    Then the answer is refused because of surgical-scope/<operation>

    Examples:
      | operation        | stance      |
      | fusion           | restrictive |
      | fusion           | typical     |
      | fusion           | liberal     |
      | disc replacement | restrictive |
      | disc replacement | typical     |
      | disc replacement | liberal     |
      | fracture         | restrictive |
      | fracture         | typical     |
      | fracture         | liberal     |
      | tumour           | restrictive |
      | tumour           | typical     |
      | tumour           | liberal     |
