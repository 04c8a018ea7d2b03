"""All tables of the records wing, one model per file."""

from hearth.records.models.absence import Absence
from hearth.records.models.account import Account, AgencyRole
from hearth.records.models.account_act import AccountAct
from hearth.records.models.affiliation import Affiliation
from hearth.records.models.assessment import Assessment
from hearth.records.models.assessment_question import AssessmentQuestion
from hearth.records.models.assessment_result import AssessmentResult
from hearth.records.models.assigned_staff import AssignedStaff
from hearth.records.models.attested_month import AttestedMonth
from hearth.records.models.backup import Backup
from hearth.records.models.bed_stay import BedStay, Reservation
from hearth.records.models.care_team_member import CareTeamMember
from hearth.records.models.ce_participation import CEParticipation
from hearth.records.models.change import Change
from hearth.records.models.client import Client, FormerPersonalID
from hearth.records.models.client_alert import ClientAlert
from hearth.records.models.client_alias import ClientAlias
from hearth.records.models.client_location import ClientLocation
from hearth.records.models.client_merge import ClientMerge
from hearth.records.models.coc import CoC, Setting
from hearth.records.models.consent_text import ConsentText
from hearth.records.models.contact import Contact
from hearth.records.models.current_living_situation import CurrentLivingSituation
from hearth.records.models.data_collection import DataCollection
from hearth.records.models.data_key import DataKey
from hearth.records.models.described import Described
from hearth.records.models.disability import Disability
from hearth.records.models.disclosure import DisclosedClient, Disclosure
from hearth.records.models.duplicate_pair import DuplicatePair
from hearth.records.models.duplicate_scan import DuplicateScan
from hearth.records.models.emergency_opening import EmergencyOpening
from hearth.records.models.employment_education import EmploymentEducation
from hearth.records.models.enrollment import Enrollment
from hearth.records.models.event import Event
from hearth.records.models.exit import Exit
from hearth.records.models.export import Export
from hearth.records.models.export_run import ExportRun
from hearth.records.models.family import Family, FamilyMember, Relationship
from hearth.records.models.funder import Funder
from hearth.records.models.goal import Goal
from hearth.records.models.health_and_dv import HealthAndDV
from hearth.records.models.hmis_participation import HMISParticipation
from hearth.records.models.hud_user import HUDUser
from hearth.records.models.import_run import ImportRun, ImportUndo, Source
from hearth.records.models.income_benefits import IncomeBenefits
from hearth.records.models.inventory import Inventory
from hearth.records.models.inventory_request import InventoryRequest, RequestState
from hearth.records.models.kept_file import KeptFile
from hearth.records.models.known_name import KnownName
from hearth.records.models.likely_match import LikelyMatch
from hearth.records.models.local_answer import LocalAnswer
from hearth.records.models.local_service import LocalService
from hearth.records.models.log_alert import LogAlert, LogReview
from hearth.records.models.log_seal import LogErasure, LogSeal
from hearth.records.models.login import KeptWork, LoginSession, TrustedDevice
from hearth.records.models.note import Note
from hearth.records.models.notice import Mailing, MailLanguage, Notice, NoticePreference
from hearth.records.models.opening import Opening, PlaceTaken, WithdrawnFor
from hearth.records.models.organization import Organization
from hearth.records.models.piece import Piece
from hearth.records.models.project import Project
from hearth.records.models.project_coc import ProjectCoC
from hearth.records.models.rate_count import RateCount
from hearth.records.models.reading import Reading
from hearth.records.models.refused_row import RefusedRow
from hearth.records.models.release import ReleaseOfInformation
from hearth.records.models.release_signing import ReleaseSigning
from hearth.records.models.report_favourite import ReportFavourite
from hearth.records.models.report_run import ReportRun
from hearth.records.models.report_schedule import Frequency, ReportSchedule
from hearth.records.models.run import RunState
from hearth.records.models.self_check import SelfCheck
from hearth.records.models.service import Service
from hearth.records.models.service_offered import Delivery, ServiceOffered
from hearth.records.models.sharing import Component, Level, SharingGroup, SharingRule
from hearth.records.models.sign_in import SignIn
from hearth.records.models.signed_agreement import SignedAgreement
from hearth.records.models.site import Bed, BedOffline, Building, Dedicated, OfflineReason, Site, Unit
from hearth.records.models.still_active import StillActive
from hearth.records.models.upload_scan import ScanState, UploadScan
from hearth.records.models.youth_education_status import YouthEducationStatus

__all__ = [
    "Absence",
    "Account",
    "AccountAct",
    "Affiliation",
    "AgencyRole",
    "Assessment",
    "AssessmentQuestion",
    "AssessmentResult",
    "AssignedStaff",
    "AttestedMonth",
    "Backup",
    "Bed",
    "BedOffline",
    "BedStay",
    "Building",
    "CEParticipation",
    "CareTeamMember",
    "Change",
    "Client",
    "ClientAlert",
    "ClientAlias",
    "ClientLocation",
    "ClientMerge",
    "CoC",
    "Component",
    "ConsentText",
    "Contact",
    "CurrentLivingSituation",
    "DataCollection",
    "DataKey",
    "Dedicated",
    "Delivery",
    "Described",
    "Disability",
    "DisclosedClient",
    "Disclosure",
    "DuplicatePair",
    "DuplicateScan",
    "EmergencyOpening",
    "EmploymentEducation",
    "Enrollment",
    "Event",
    "Exit",
    "Export",
    "ExportRun",
    "Family",
    "FamilyMember",
    "FormerPersonalID",
    "Frequency",
    "Funder",
    "Goal",
    "HMISParticipation",
    "HUDUser",
    "HealthAndDV",
    "ImportRun",
    "ImportUndo",
    "IncomeBenefits",
    "Inventory",
    "InventoryRequest",
    "KeptFile",
    "KeptWork",
    "KnownName",
    "Level",
    "LikelyMatch",
    "LocalAnswer",
    "LocalService",
    "LogAlert",
    "LogErasure",
    "LogReview",
    "LogSeal",
    "LoginSession",
    "MailLanguage",
    "Mailing",
    "Note",
    "Notice",
    "NoticePreference",
    "OfflineReason",
    "Opening",
    "Organization",
    "Piece",
    "PlaceTaken",
    "Project",
    "ProjectCoC",
    "RateCount",
    "Reading",
    "RefusedRow",
    "Relationship",
    "ReleaseOfInformation",
    "ReleaseSigning",
    "ReportFavourite",
    "ReportRun",
    "ReportSchedule",
    "RequestState",
    "Reservation",
    "RunState",
    "ScanState",
    "SelfCheck",
    "Service",
    "ServiceOffered",
    "Setting",
    "SharingGroup",
    "SharingRule",
    "SignIn",
    "SignedAgreement",
    "Site",
    "Source",
    "StillActive",
    "TrustedDevice",
    "Unit",
    "UploadScan",
    "WithdrawnFor",
    "YouthEducationStatus",
]
