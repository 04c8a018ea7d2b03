"""Projects that hold descriptors and inventory only: no client of theirs is stored here.

They are the projects of victim service providers (2.01 VictimServiceProvider = 1), which must not enter clients into
an HMIS, and projects in a comparable database (2.08 HMISParticipationType = 2) for as long as they take part that way.
"""

import duckdb

from hearth.exchange.shape import StoredFile

_COMPARABLE = 2


def find(staged: duckdb.DuckDBPyConnection) -> None:
    """Fill `descriptors_stay` and `descriptors_client`: the staged stays and clients for whom there is no place.

    What a file does not say of a project or an agency is taken from the live rows.
    """
    staged.execute(
        """
        create or replace temp table descriptors_project as
        with agency as (
            select "OrganizationID" as key, "VictimServiceProvider" as vsp from "Organization"
            union all
            select hud_id, victim_service_provider from live."Organization"
            where date_deleted is null and hud_id not in (select "OrganizationID" from "Organization")
        )
        select "ProjectID" as key from "Project" join agency on agency.key = "OrganizationID" where vsp = 1
        union
        select p.hud_id from live."Project" p join live."Organization" o on o.id = p.organization_id
        join agency on agency.key = o.hud_id
        where vsp = 1 and p.hud_id not in (select "ProjectID" from "Project")
        """
    )
    staged.execute(
        """
        create or replace temp table participation as
        select "ProjectID" as key, "HMISParticipationType" as kind,
            coalesce("HMISParticipationStatusStartDate", date '0001-01-01') as first,
            coalesce("HMISParticipationStatusEndDate", date '9999-12-31') as last
        from "HMISParticipation" where "DateDeleted" is null
        union all
        select p.hud_id, h.hmis_participation_type,
            coalesce(h.hmis_participation_status_start_date, date '0001-01-01'),
            coalesce(h.hmis_participation_status_end_date, date '9999-12-31')
        from live."HMISParticipation" h join live."Project" p on p.id = h.project_id
        where h.date_deleted is null
            and h.hud_id not in (select "HMISParticipationID" from "HMISParticipation")
        """
    )
    staged.execute(
        f"""
        create or replace temp table descriptors_stay as
        select "EnrollmentID" as key, "PersonalID" as client from "Enrollment" t
        where "ProjectID" in (select key from descriptors_project)
        or exists (select 1 from participation p where p.key = t."ProjectID" and p.kind = {_COMPARABLE}
            and t."EntryDate" between p.first and p.last)
        and not exists (select 1 from participation p where p.key = t."ProjectID" and p.kind <> {_COMPARABLE}
            and t."EntryDate" between p.first and p.last)
        or "ProjectID" in (select key from participation group by 1 having min(kind) = {_COMPARABLE}
            and max(kind) = {_COMPARABLE})
        """
    )
    staged.execute(
        """
        create or replace temp table descriptors_client as
        select client as key from descriptors_stay
        except select "PersonalID" from "Enrollment" where "EnrollmentID" not in (select key from descriptors_stay)
        except select c.hud_id from live."Enrollment" e join live."Client" c on c.id = e.client_id
            where e.date_deleted is null and e.hud_id not in (select key from descriptors_stay)
        """
    )


def cases(file: StoredFile) -> list[str]:
    """Give the branch of the judgement that refuses the rows of such a stay or client."""
    names = {column.hud.name for column in file.columns}
    for table, column in (("descriptors_stay", "EnrollmentID"), ("descriptors_client", "PersonalID")):
        if column in names and (file.name == "Client" or column == "EnrollmentID"):
            return [
                f"when t.\"{column}\" in (select key from {table}) then ['descriptors', '{column}', t.\"{column}\"]"
            ]
    return []
