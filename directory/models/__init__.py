"""The tables, with the names and fields of HSDS 3.2 where it has them.

SQLAlchemy and nothing else: no queries, no rules.
"""

from directory.models.base import Base, metadata, table
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
from directory.models.imports import ImportBatch, ImportChange, ImportRow, RecordSource
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

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Base",
    "Contact",
    "CostOption",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "Language",
    "Location",
    "Mark",
    "MatchCandidate",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "Program",
    "RecordSource",
    "RequiredDocument",
    "Schedule",
    "SearchDocument",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Taxonomy",
    "TaxonomyTerm",
    "Url",
    "Word",
    "WordKey",
    "metadata",
    "table",
]
