"""Where the lines of race, living situation and destination stand in HUD's test kit of 2021, and where today."""

from tests.conformance.regroup import Layout, Lines, grid, one_to_one

# Race and ethnicity were two questions. Middle Eastern was no answer: its lines are added to nobody's.
_ONE_RACE: Lines = {
    (8, 26): (2,),  # White, alone or with Hispanic
    (4, 20): (3,),
    (3, 16): (4,),
    (2, 11): (5,),
    (7, 25): (6,),
}
_MANY_RACES = (9, 10, 13, 14, 15, 18, 19, 22, 23, 29, 30, 31)
_HISPANIC = (5, 11, 16, 20, 24, 25, 26, 30)
_NOT_HISPANIC = tuple(line for line in range(2, 34) if line not in _HISPANIC)
RACE = {
    # Who told an ethnicity alone told no race.
    "Q12a": Layout("Q12", grid({**_ONE_RACE, _MANY_RACES: (7,), (5, 32, 33): (8, 9), (34,): (10,)})),
    # Today's question does not tell a no from an answer that is missing.
    "Q12b": Layout("Q12", grid({_NOT_HISPANIC: (2, 4, 5), _HISPANIC: (3,), (34,): (6,)})),
}

# Rentals with a subsidy and permanent housing for the formerly homeless are one line of rentals with a subsidy now.
# A halfway house was an institution, transitional housing and a host home were homeless situations.
SITUATION = grid(
    {
        (3,): (5,),
        (4,): (3,),
        (5,): (6,),
        (6,): (3, 5, 6),
        (8,): (14,),
        (9,): (12,),
        (10,): (13,),
        (11,): (15,),
        (12,): (10,),
        (13,): (11,),
        (14,): (10, 11, 12, 13, 14, 15),
        (16,): (4,),
        (17,): (16,),
        (18,): (29,),
        (19,): (7,),
        (20,): (30,),
        (21,): (31,),
        (22,): (4, 7, 16, 29, 30, 31),
        (24,): (25,),
        (25,): (19, 22, 23, 24, 26, 27, 28),
        (26,): (21,),
        (27,): (20,),
        (28,): (19, 20, 21, 22, 23, 24, 25, 26, 27, 28),
        (29,): (32,),
        (30,): (33,),
        (31,): (32, 33),
        (32,): (35,),
    }
)

# As the situations. No exit interview and no answer were one line; a halfway house was another destination.
DESTINATION = grid(
    {
        (3,): (23,),
        (4,): (18,),
        (5,): (24,),
        (6,): (18, 23, 24),
        (8,): (29,),
        (9,): (32,),
        (10,): (33,),
        (11,): (34,),
        (12,): (30,),
        (13,): (31,),
        (14,): (35,),
        (16,): (20,),
        (17,): (37,),
        (18,): (25,),
        (19,): (26,),
        (20,): (21,),
        (21,): (22,),
        (22,): (19,),
        (23,): (19, 20, 21, 22, 25, 26, 37),
        (25,): (11,),
        (26,): (12,),
        (27,): (3,),
        (28,): (6,),
        (29,): (7, 8, 9, 10, 13, 14, 15),
        (30,): (5,),
        (31,): (4,),
        (32,): (16,),
        (34, 38): (41,),
        (35,): (39,),
        (36,): (38,),
        (37,): (40,),
        (39,): (38, 39, 40, 41),
    }
    | one_to_one(40, 43, by=3)
)
