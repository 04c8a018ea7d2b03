-- Each active client's races and ethnicities: `race` is the code, two codes in order ('1+6'), or for more than two
-- 'many with 6' or 'many'; `race_group` is one of the ten columns of the tables by race.
-- What was not told is ignored where a race is given.
-- Source: APR Programming Specifications, Q12 and Q22f; HMIS Data Dictionary 3.04.
with told as (
    select
        PersonalID,
        RaceNone,
        list_filter(
            [
                if(AmIndAKNative = 1, 1, null), if(Asian = 1, 2, null), if(BlackAfAmerican = 1, 3, null),
                if(NativeHIPacific = 1, 4, null), if(White = 1, 5, null), if(HispanicLatinao = 1, 6, null),
                if(MidEastNAfrican = 1, 7, null)
            ],
            lambda code: code is not null
        ) as codes
    from kept.Client
    where PersonalID in (select PersonalID from latest)
)

select
    PersonalID,
    case
        when len(codes) > 2 and list_contains(codes, 6) then 'many with 6'
        when len(codes) > 2 then 'many'
        when len(codes) > 0 then array_to_string(codes, '+')
        when RaceNone in (8, 9) then 'not told'
        else 'not collected'
    end as race,
    case
        when len(codes) = 1 then codes[1]::varchar
        when list_contains(codes, 6) then 'many with 6'
        when len(codes) > 1 then 'many'
        else 'unknown'
    end as race_group
from told
