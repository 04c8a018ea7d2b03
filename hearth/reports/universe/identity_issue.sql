-- What is wrong with who each client is: 'not told', 'missing', 'issue' or null, the first that matches.
-- An SSN may be partial: its last four digits count, 'x' holds a place that was not collected.
-- Source: Glossary, HMIS Data Quality Report, Q2.
with client as (
    select
        latest.PersonalID,
        latest.EntryDate,
        latest.is_hoh or latest.age_group = 'adult' as is_adult_or_head,
        record.* exclude (PersonalID),
        lower(regexp_replace(coalesce(record.SSN, ''), '[\s-]', '', 'g')) as signs,
        if(length(signs) < 9, lpad(signs, 9, 'x'), signs) as number
    from latest
    join kept.Client as record on record.PersonalID = latest.PersonalID
    where scope = 'quality'
)

select
    PersonalID,
    case
        when NameDataQuality in (8, 9) then 'not told'
        when coalesce(trim(FirstName), '') = '' or coalesce(trim(LastName), '') = '' then 'missing'
        when coalesce(NameDataQuality, 99) = 99 then 'missing'
        when NameDataQuality = 2 then 'issue'
    end as name_issue,
    case
        when SSNDataQuality in (8, 9) then 'not told'
        when coalesce(SSNDataQuality, 99) = 99 or regexp_full_match(number, 'x*') then 'missing'
        when
            not regexp_full_match(number, '[0-9x]{5}[0-9]{4}')
            or number[6:] = '0000'
            or regexp_full_match(number[1:3], '000|666|9[0-9]{2}')
            or number[4:5] = '00'
            or regexp_full_match(number, '0+|1+|2+|3+|4+|5+|6+|7+|8+|9+')
            or contains('01234567890123456789', number)
            or contains('98765432109876543210', number)
            then 'issue'
    end as ssn_issue,
    case
        when DOB is null and DOBDataQuality in (8, 9) then 'not told'
        when DOB is null then 'missing'
        when
            coalesce(DOBDataQuality, 99) <> 1
            or DOB < date '1915-01-01'
            or DOB > DateCreated::date
            or (is_adult_or_head and DOB >= EntryDate)
            then 'issue'
    end as dob_issue,
    case
        when RaceNone in (8, 9) then 'not told'
        when
            1 in (
                AmIndAKNative, Asian, BlackAfAmerican, HispanicLatinao, MidEastNAfrican, NativeHIPacific, White
            ) is not true
            then 'missing'
    end as race_issue
from client
