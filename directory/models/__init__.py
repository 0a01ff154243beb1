"""The tables, with the names and fields of HSDS 3.2 where it has them.

SQLAlchemy and nothing else: no queries, no rules.
"""

from directory.models.accounts import (
    AuditEntry,
    FormReceipt,
    School,
    SignInFailure,
    Staff,
    StaffLink,
    StaffSchool,
    StaffSession,
)
from directory.models.base import Base, metadata, table
from directory.models.desk import RecordEdit, ShortlistItem, Upload
from directory.models.details import (
    Accessibility,
    Attribute,
    Contact,
    CostOption,
    Language,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceArea,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Url,
)
from directory.models.following import ListingFlag, MailStop, OutboxMail, SchoolCount, UnmetNeed
from directory.models.imports import ImportBatch, ImportChange, ImportRow, RecordSource
from directory.models.jobs import BulkJob, DirectoryCopy
from directory.models.lookup import Mark, MatchCandidate, SearchDocument, Word, WordKey
from directory.models.providers import (
    Address,
    Location,
    Organization,
    OrganizationIdentifier,
    Program,
    Service,
    ServiceAtLocation,
)
from directory.models.referrals import AnswerLink, Disclosure, Referral, ReferralEvent, ReferralLetter, StudentContact
from directory.models.students import Consent, Guardian, Household, RosterImport, Student, StudentNeed

__all__ = [
    "Accessibility",
    "Address",
    "AnswerLink",
    "Attribute",
    "AuditEntry",
    "Base",
    "BulkJob",
    "Consent",
    "Contact",
    "CostOption",
    "DirectoryCopy",
    "Disclosure",
    "FormReceipt",
    "Guardian",
    "Household",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "Language",
    "ListingFlag",
    "Location",
    "MailStop",
    "Mark",
    "MatchCandidate",
    "Organization",
    "OrganizationIdentifier",
    "OutboxMail",
    "Phone",
    "Program",
    "RecordEdit",
    "RecordSource",
    "Referral",
    "ReferralEvent",
    "ReferralLetter",
    "RequiredDocument",
    "RosterImport",
    "Schedule",
    "School",
    "SchoolCount",
    "SearchDocument",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ShortlistItem",
    "SignInFailure",
    "Staff",
    "StaffLink",
    "StaffSchool",
    "StaffSession",
    "Student",
    "StudentContact",
    "StudentNeed",
    "Taxonomy",
    "TaxonomyTerm",
    "UnmetNeed",
    "Upload",
    "Url",
    "Word",
    "WordKey",
    "metadata",
    "table",
]
