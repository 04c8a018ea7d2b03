import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import hearth.records.models.release


class Migration(migrations.Migration):
    dependencies = [("records", "0021_roles")]

    operations = [
        migrations.CreateModel(
            name="EmergencyOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseOfInformation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signature", "Electronic signature"),
                            ("paper", "Signed paper"),
                            ("household", "By a parent or guardian, for a minor"),
                            ("verbal", "Spoken consent"),
                            ("other", "Other local documentation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("permission", models.BooleanField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("community", "What any agency recorded"),
                            ("coc", "What agencies recorded in this CoC"),
                            ("agency", "Only what this agency recorded"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "networks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=hearth.records.models.release._only_hmis,
                        size=None,
                    ),
                ),
                ("covers_sensitive", models.BooleanField(default=False)),
                ("covers_part_2", models.BooleanField(default=False)),
                ("minor_agreed", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-starts_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SharingGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("is_everyone", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-is_everyone", "name"],
            },
        ),
        migrations.CreateModel(
            name="SharingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "component",
                    models.CharField(
                        choices=[
                            ("clients", "Who the clients are"),
                            ("services", "Enrollments, services and answers"),
                            ("notes", "Notes"),
                            ("files", "Files"),
                            ("location", "Where people were met"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.IntegerField(
                        choices=[(0, "Not shared"), (1, "That it happened"), (2, "With the answers")]
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="currentlivingsituation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="currentlivingsituation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="enrollment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="enrollment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organization",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organization",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="project",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="project",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="service",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="service",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="assessment",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assessmenthistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="client",
            name="is_consent_refused",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="client",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="clienthistory",
            name="is_consent_refused",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="clienthistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="currentlivingsituation",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="currentlivingsituationhistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrollment",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrollmenthistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="is_confidential",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="organizationhistory",
            name="is_confidential",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="project",
            name="is_part_2",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="projecthistory",
            name="is_part_2",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="service",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="servicehistory",
            name="is_private",
            field=models.BooleanField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_assessmenthistory" ("assessment_date", "assessment_level", "assessment_location", "assessment_type", "change_id", "client_id", "date_created", "date_deleted", "date_updated", "enrollment_id", "hud_id", "id", "is_private", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritization_status", "source_id", "user_id") SELECT old_values."assessment_date", old_values."assessment_level", old_values."assessment_location", old_values."assessment_type", old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."hud_id", old_values."id", old_values."is_private", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."prioritization_status", old_values."source_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8bd469468b20a9b9e186a141f1e3369399ab49c6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f9b9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_assessmenthistory" ("assessment_date", "assessment_level", "assessment_location", "assessment_type", "change_id", "client_id", "date_created", "date_deleted", "date_updated", "enrollment_id", "hud_id", "id", "is_private", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritization_status", "source_id", "user_id") SELECT old_values."assessment_date", old_values."assessment_level", old_values."assessment_location", old_values."assessment_type", old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."hud_id", old_values."id", old_values."is_private", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prioritization_status", old_values."source_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a0b04920164110377edf3349d62215188299a7e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8ea40",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_clienthistory" ("additional_race_ethnicity", "afghanistan_oef", "am_ind_ak_native", "asian", "black_af_american", "change_id", "date_created", "date_deleted", "date_updated", "desert_storm", "discharge_status", "dob", "dob_data_quality", "first_name", "first_name_plain", "hispanic_latinao", "hud_id", "id", "iraq_oif", "iraq_ond", "is_consent_refused", "is_private", "korean_war", "last_name", "last_name_plain", "mid_east_n_african", "middle_name", "military_branch", "name_data_quality", "name_suffix", "native_hi_pacific", "organization_id", "other_theater", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "race_none", "sex", "source_id", "ssn_data_quality", "ssn_digest", "ssn_encrypted", "ssn_last_four_digest", "unique_identifier", "user_id", "veteran_status", "vietnam_war", "white", "world_war_ii", "year_entered_service", "year_separated") SELECT old_values."additional_race_ethnicity", old_values."afghanistan_oef", old_values."am_ind_ak_native", old_values."asian", old_values."black_af_american", old_values."change_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."desert_storm", old_values."discharge_status", old_values."dob", old_values."dob_data_quality", old_values."first_name", old_values."first_name_plain", old_values."hispanic_latinao", old_values."hud_id", old_values."id", old_values."iraq_oif", old_values."iraq_ond", old_values."is_consent_refused", old_values."is_private", old_values."korean_war", old_values."last_name", old_values."last_name_plain", old_values."mid_east_n_african", old_values."middle_name", old_values."military_branch", old_values."name_data_quality", old_values."name_suffix", old_values."native_hi_pacific", old_values."organization_id", old_values."other_theater", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."race_none", old_values."sex", old_values."source_id", old_values."ssn_data_quality", old_values."ssn_digest", old_values."ssn_encrypted", old_values."ssn_last_four_digest", old_values."unique_identifier", old_values."user_id", old_values."veteran_status", old_values."vietnam_war", old_values."white", old_values."world_war_ii", old_values."year_entered_service", old_values."year_separated" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="33091abc03bf582f6e28eb86f97f228fa4f789df",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ccb4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_clienthistory" ("additional_race_ethnicity", "afghanistan_oef", "am_ind_ak_native", "asian", "black_af_american", "change_id", "date_created", "date_deleted", "date_updated", "desert_storm", "discharge_status", "dob", "dob_data_quality", "first_name", "first_name_plain", "hispanic_latinao", "hud_id", "id", "iraq_oif", "iraq_ond", "is_consent_refused", "is_private", "korean_war", "last_name", "last_name_plain", "mid_east_n_african", "middle_name", "military_branch", "name_data_quality", "name_suffix", "native_hi_pacific", "organization_id", "other_theater", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "race_none", "sex", "source_id", "ssn_data_quality", "ssn_digest", "ssn_encrypted", "ssn_last_four_digest", "unique_identifier", "user_id", "veteran_status", "vietnam_war", "white", "world_war_ii", "year_entered_service", "year_separated") SELECT old_values."additional_race_ethnicity", old_values."afghanistan_oef", old_values."am_ind_ak_native", old_values."asian", old_values."black_af_american", old_values."change_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."desert_storm", old_values."discharge_status", old_values."dob", old_values."dob_data_quality", old_values."first_name", old_values."first_name_plain", old_values."hispanic_latinao", old_values."hud_id", old_values."id", old_values."iraq_oif", old_values."iraq_ond", old_values."is_consent_refused", old_values."is_private", old_values."korean_war", old_values."last_name", old_values."last_name_plain", old_values."mid_east_n_african", old_values."middle_name", old_values."military_branch", old_values."name_data_quality", old_values."name_suffix", old_values."native_hi_pacific", old_values."organization_id", old_values."other_theater", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."race_none", old_values."sex", old_values."source_id", old_values."ssn_data_quality", old_values."ssn_digest", old_values."ssn_encrypted", old_values."ssn_last_four_digest", old_values."unique_identifier", old_values."user_id", old_values."veteran_status", old_values."vietnam_war", old_values."white", old_values."world_war_ii", old_values."year_entered_service", old_values."year_separated" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="88a59a726d8f9ca6a5e1baac71d9f127a096fa40",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_17e49",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="currentlivingsituation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_currentlivingsituationhistory" ("change_id", "client_id", "cls_subsidy_type", "current_living_situation", "date_created", "date_deleted", "date_updated", "enrollment_id", "hud_id", "id", "information_date", "is_private", "lease_own60_day", "leave_situation14_days", "location_details", "moved_two_or_more", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resources_to_obtain", "source_id", "subsequent_residence", "user_id", "verified_by") SELECT old_values."change_id", old_values."client_id", old_values."cls_subsidy_type", old_values."current_living_situation", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."hud_id", old_values."id", old_values."information_date", old_values."is_private", old_values."lease_own60_day", old_values."leave_situation14_days", old_values."location_details", old_values."moved_two_or_more", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."resources_to_obtain", old_values."source_id", old_values."subsequent_residence", old_values."user_id", old_values."verified_by" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5f3a2579d40e6209006f374b4a0eecd84778009f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5b56",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_currentlivingsituation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="currentlivingsituation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_currentlivingsituationhistory" ("change_id", "client_id", "cls_subsidy_type", "current_living_situation", "date_created", "date_deleted", "date_updated", "enrollment_id", "hud_id", "id", "information_date", "is_private", "lease_own60_day", "leave_situation14_days", "location_details", "moved_two_or_more", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resources_to_obtain", "source_id", "subsequent_residence", "user_id", "verified_by") SELECT old_values."change_id", old_values."client_id", old_values."cls_subsidy_type", old_values."current_living_situation", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."hud_id", old_values."id", old_values."information_date", old_values."is_private", old_values."lease_own60_day", old_values."leave_situation14_days", old_values."location_details", old_values."moved_two_or_more", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resources_to_obtain", old_values."source_id", old_values."subsequent_residence", old_values."user_id", old_values."verified_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="58f0265f0873c33574de096a2b0928bf8d54609d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5e511",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_currentlivingsituation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_enrollmenthistory" ("alcohol_drug_use_disorder_fam", "annual_percent_ami", "change_id", "child_welfare_months", "child_welfare_years", "client_enrolled_in_path", "client_id", "client_leaseholder", "coc_prioritized", "count_outreach_referral_approaches", "criminal_record", "current_pregnant", "date_created", "date_deleted", "date_of_bcp_status", "date_of_engagement", "date_of_path_status", "date_to_street_essh", "date_updated", "dependent_under6", "disabled_hoh", "disabling_condition", "eligible_for_rhy", "enrollment_coc", "entry_date", "eviction_history", "former_ward_child_welfare", "former_ward_juvenile_justice", "hh5_plus", "hoh_leaseholder", "household_id", "hp_screening_score", "hud_id", "id", "incarcerated_adult", "incarcerated_parent", "insufficient_income", "is_private", "juvenile_justice_months", "juvenile_justice_years", "length_of_stay", "literal_homeless_history", "living_situation", "los_under_threshold", "mental_health_consultation", "mental_health_disorder_fam", "months_homeless_past_three_years", "move_in_date", "percent_ami", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical_disability_fam", "previous_street_essh", "prison_discharge", "project_id", "reason_no_services", "reason_not_enrolled", "referral_source", "relationship_to_hoh", "rental_subsidy_type", "runaway_youth", "sex_offender", "single_parent", "source_id", "subsidy_at_risk", "target_screen_reqd", "threshold_score", "time_to_housing_loss", "times_homeless_past_three_years", "unemployment_fam", "user_id", "vamc_station") SELECT old_values."alcohol_drug_use_disorder_fam", old_values."annual_percent_ami", old_values."change_id", old_values."child_welfare_months", old_values."child_welfare_years", old_values."client_enrolled_in_path", old_values."client_id", old_values."client_leaseholder", old_values."coc_prioritized", old_values."count_outreach_referral_approaches", old_values."criminal_record", old_values."current_pregnant", old_values."date_created", old_values."date_deleted", old_values."date_of_bcp_status", old_values."date_of_engagement", old_values."date_of_path_status", old_values."date_to_street_essh", old_values."date_updated", old_values."dependent_under6", old_values."disabled_hoh", old_values."disabling_condition", old_values."eligible_for_rhy", old_values."enrollment_coc", old_values."entry_date", old_values."eviction_history", old_values."former_ward_child_welfare", old_values."former_ward_juvenile_justice", old_values."hh5_plus", old_values."hoh_leaseholder", old_values."household_id", old_values."hp_screening_score", old_values."hud_id", old_values."id", old_values."incarcerated_adult", old_values."incarcerated_parent", old_values."insufficient_income", old_values."is_private", old_values."juvenile_justice_months", old_values."juvenile_justice_years", old_values."length_of_stay", old_values."literal_homeless_history", old_values."living_situation", old_values."los_under_threshold", old_values."mental_health_consultation", old_values."mental_health_disorder_fam", old_values."months_homeless_past_three_years", old_values."move_in_date", old_values."percent_ami", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."physical_disability_fam", old_values."previous_street_essh", old_values."prison_discharge", old_values."project_id", old_values."reason_no_services", old_values."reason_not_enrolled", old_values."referral_source", old_values."relationship_to_hoh", old_values."rental_subsidy_type", old_values."runaway_youth", old_values."sex_offender", old_values."single_parent", old_values."source_id", old_values."subsidy_at_risk", old_values."target_screen_reqd", old_values."threshold_score", old_values."time_to_housing_loss", old_values."times_homeless_past_three_years", old_values."unemployment_fam", old_values."user_id", old_values."vamc_station" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="95c39e8fb21a800950f8da280d047e8bb518bf6d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2edd6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_enrollment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_enrollmenthistory" ("alcohol_drug_use_disorder_fam", "annual_percent_ami", "change_id", "child_welfare_months", "child_welfare_years", "client_enrolled_in_path", "client_id", "client_leaseholder", "coc_prioritized", "count_outreach_referral_approaches", "criminal_record", "current_pregnant", "date_created", "date_deleted", "date_of_bcp_status", "date_of_engagement", "date_of_path_status", "date_to_street_essh", "date_updated", "dependent_under6", "disabled_hoh", "disabling_condition", "eligible_for_rhy", "enrollment_coc", "entry_date", "eviction_history", "former_ward_child_welfare", "former_ward_juvenile_justice", "hh5_plus", "hoh_leaseholder", "household_id", "hp_screening_score", "hud_id", "id", "incarcerated_adult", "incarcerated_parent", "insufficient_income", "is_private", "juvenile_justice_months", "juvenile_justice_years", "length_of_stay", "literal_homeless_history", "living_situation", "los_under_threshold", "mental_health_consultation", "mental_health_disorder_fam", "months_homeless_past_three_years", "move_in_date", "percent_ami", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical_disability_fam", "previous_street_essh", "prison_discharge", "project_id", "reason_no_services", "reason_not_enrolled", "referral_source", "relationship_to_hoh", "rental_subsidy_type", "runaway_youth", "sex_offender", "single_parent", "source_id", "subsidy_at_risk", "target_screen_reqd", "threshold_score", "time_to_housing_loss", "times_homeless_past_three_years", "unemployment_fam", "user_id", "vamc_station") SELECT old_values."alcohol_drug_use_disorder_fam", old_values."annual_percent_ami", old_values."change_id", old_values."child_welfare_months", old_values."child_welfare_years", old_values."client_enrolled_in_path", old_values."client_id", old_values."client_leaseholder", old_values."coc_prioritized", old_values."count_outreach_referral_approaches", old_values."criminal_record", old_values."current_pregnant", old_values."date_created", old_values."date_deleted", old_values."date_of_bcp_status", old_values."date_of_engagement", old_values."date_of_path_status", old_values."date_to_street_essh", old_values."date_updated", old_values."dependent_under6", old_values."disabled_hoh", old_values."disabling_condition", old_values."eligible_for_rhy", old_values."enrollment_coc", old_values."entry_date", old_values."eviction_history", old_values."former_ward_child_welfare", old_values."former_ward_juvenile_justice", old_values."hh5_plus", old_values."hoh_leaseholder", old_values."household_id", old_values."hp_screening_score", old_values."hud_id", old_values."id", old_values."incarcerated_adult", old_values."incarcerated_parent", old_values."insufficient_income", old_values."is_private", old_values."juvenile_justice_months", old_values."juvenile_justice_years", old_values."length_of_stay", old_values."literal_homeless_history", old_values."living_situation", old_values."los_under_threshold", old_values."mental_health_consultation", old_values."mental_health_disorder_fam", old_values."months_homeless_past_three_years", old_values."move_in_date", old_values."percent_ami", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."physical_disability_fam", old_values."previous_street_essh", old_values."prison_discharge", old_values."project_id", old_values."reason_no_services", old_values."reason_not_enrolled", old_values."referral_source", old_values."relationship_to_hoh", old_values."rental_subsidy_type", old_values."runaway_youth", old_values."sex_offender", old_values."single_parent", old_values."source_id", old_values."subsidy_at_risk", old_values."target_screen_reqd", old_values."threshold_score", old_values."time_to_housing_loss", old_values."times_homeless_past_three_years", old_values."unemployment_fam", old_values."user_id", old_values."vamc_station" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac13465355535132831fc045c333ac8bf42a84b3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2b5d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_enrollment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_eventhistory" ("change_id", "client_id", "date_created", "date_deleted", "date_updated", "enrollment_id", "event", "event_date", "hud_id", "id", "is_private", "location_crisis_or_ph_housing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prob_sol_div_rr_result", "referral_case_manage_after", "referral_result", "result_date", "source_id", "user_id") SELECT old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."event", old_values."event_date", old_values."hud_id", old_values."id", old_values."is_private", old_values."location_crisis_or_ph_housing", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."prob_sol_div_rr_result", old_values."referral_case_manage_after", old_values."referral_result", old_values."result_date", old_values."source_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1453f88da99da7a3485485789dc4f8dd6698fd8d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe0f2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_eventhistory" ("change_id", "client_id", "date_created", "date_deleted", "date_updated", "enrollment_id", "event", "event_date", "hud_id", "id", "is_private", "location_crisis_or_ph_housing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prob_sol_div_rr_result", "referral_case_manage_after", "referral_result", "result_date", "source_id", "user_id") SELECT old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."enrollment_id", old_values."event", old_values."event_date", old_values."hud_id", old_values."id", old_values."is_private", old_values."location_crisis_or_ph_housing", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prob_sol_div_rr_result", old_values."referral_case_manage_after", old_values."referral_result", old_values."result_date", old_values."source_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fb738cbd4ec33109db5e1e17b7f73564185b6d8b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_67bc9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_organizationhistory" ("change_id", "date_created", "date_deleted", "date_updated", "hud_id", "id", "is_confidential", "organization_common_name", "organization_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "user_id", "victim_service_provider") SELECT old_values."change_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."hud_id", old_values."id", old_values."is_confidential", old_values."organization_common_name", old_values."organization_name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."source_id", old_values."user_id", old_values."victim_service_provider" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0038621347367972bfdcd6535497502308adbb7d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e584",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_organizationhistory" ("change_id", "date_created", "date_deleted", "date_updated", "hud_id", "id", "is_confidential", "organization_common_name", "organization_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "user_id", "victim_service_provider") SELECT old_values."change_id", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."hud_id", old_values."id", old_values."is_confidential", old_values."organization_common_name", old_values."organization_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source_id", old_values."user_id", old_values."victim_service_provider" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e212c14a494f5df438a7eabea66102b7a45e26e5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6e78f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_projecthistory" ("change_id", "continuum_project", "date_created", "date_deleted", "date_updated", "hopwa_med_assisted_living_fac", "housing_type", "hud_id", "id", "is_part_2", "operating_end_date", "operating_start_date", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pit_count", "project_common_name", "project_name", "project_type", "residential_affiliation", "rrh_sub_type", "source_id", "target_population", "user_id") SELECT old_values."change_id", old_values."continuum_project", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."hopwa_med_assisted_living_fac", old_values."housing_type", old_values."hud_id", old_values."id", old_values."is_part_2", old_values."operating_end_date", old_values."operating_start_date", old_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."pit_count", old_values."project_common_name", old_values."project_name", old_values."project_type", old_values."residential_affiliation", old_values."rrh_sub_type", old_values."source_id", old_values."target_population", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce6d55939ba36449a25bf4e48fca28d3cf6fa8f6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c3eda",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_projecthistory" ("change_id", "continuum_project", "date_created", "date_deleted", "date_updated", "hopwa_med_assisted_living_fac", "housing_type", "hud_id", "id", "is_part_2", "operating_end_date", "operating_start_date", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pit_count", "project_common_name", "project_name", "project_type", "residential_affiliation", "rrh_sub_type", "source_id", "target_population", "user_id") SELECT old_values."change_id", old_values."continuum_project", old_values."date_created", old_values."date_deleted", old_values."date_updated", old_values."hopwa_med_assisted_living_fac", old_values."housing_type", old_values."hud_id", old_values."id", old_values."is_part_2", old_values."operating_end_date", old_values."operating_start_date", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pit_count", old_values."project_common_name", old_values."project_name", old_values."project_type", old_values."residential_affiliation", old_values."rrh_sub_type", old_values."source_id", old_values."target_population", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="20f41ca8d651494286ba51f68fcf1465bf3ac8ce",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_72a01",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_servicehistory" ("change_id", "client_id", "date_created", "date_deleted", "date_provided", "date_updated", "enrollment_id", "fa_amount", "fa_end_date", "fa_start_date", "hud_id", "id", "is_private", "moving_on_other_type", "other_type_provided", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_type", "referral_outcome", "source_id", "sub_type_provided", "type_provided", "user_id") SELECT old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_provided", old_values."date_updated", old_values."enrollment_id", old_values."fa_amount", old_values."fa_end_date", old_values."fa_start_date", old_values."hud_id", old_values."id", old_values."is_private", old_values."moving_on_other_type", old_values."other_type_provided", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."record_type", old_values."referral_outcome", old_values."source_id", old_values."sub_type_provided", old_values."type_provided", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f18d1e866cd342f5646f844cd0d04ff7eaf62f7f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09fdc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="records_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "records_servicehistory" ("change_id", "client_id", "date_created", "date_deleted", "date_provided", "date_updated", "enrollment_id", "fa_amount", "fa_end_date", "fa_start_date", "hud_id", "id", "is_private", "moving_on_other_type", "other_type_provided", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_type", "referral_outcome", "source_id", "sub_type_provided", "type_provided", "user_id") SELECT old_values."change_id", old_values."client_id", old_values."date_created", old_values."date_deleted", old_values."date_provided", old_values."date_updated", old_values."enrollment_id", old_values."fa_amount", old_values."fa_end_date", old_values."fa_start_date", old_values."hud_id", old_values."id", old_values."is_private", old_values."moving_on_other_type", old_values."other_type_provided", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."record_type", old_values."referral_outcome", old_values."source_id", old_values."sub_type_provided", old_values."type_provided", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce235f9e257c0f863429adecccaeaf7218229902",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ea9e6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="records_service",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.client"
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organization"
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="change",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.change"
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="client",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="records.client",
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="coc",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.coc"
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minors",
                to="records.releaseofinformation",
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organization"
            ),
        ),
        migrations.AddField(
            model_name="releaseofinformation",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharinggroup",
            name="members",
            field=models.ManyToManyField(blank=True, related_name="+", to="records.organization"),
        ),
        migrations.AddField(
            model_name="sharingrule",
            name="group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="records.sharinggroup",
            ),
        ),
        migrations.AddField(
            model_name="sharingrule",
            name="organization",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.organization",
            ),
        ),
        migrations.AddField(
            model_name="sharingrule",
            name="receiver",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.organization",
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(fields=["account", "client", "ends_at"], name="emergency_in_force"),
        ),
        migrations.AddIndex(
            model_name="releaseofinformation",
            index=models.Index(fields=["client", "starts_on"], name="release_by_client"),
        ),
        migrations.AddIndex(
            model_name="releaseofinformation",
            index=models.Index(
                condition=models.Q(("permission", True), ("withdrawn_at", None)),
                fields=["client", "ends_on"],
                name="release_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseofinformation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "household"), ("follows", None), _connector="OR"),
                name="only_minors_follow",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharinggroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_everyone", True)),
                fields=("is_everyone",),
                name="one_group_is_everyone",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrule",
            constraint=models.UniqueConstraint(
                fields=("organization", "component", "group", "receiver"),
                name="one_level_per_part_and_receiver",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group", None), ("receiver__isnull", False)),
                    models.Q(("group__isnull", False), ("receiver", None)),
                    _connector="OR",
                ),
                name="sharing_is_with_a_group_or_an_agency",
            ),
        ),
    ]
