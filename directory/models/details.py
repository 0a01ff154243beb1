"""Details that a service or a place may have several of: phones, hours, languages, costs, terms."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id, Name, OfLocation, OfService, OfServiceAtLocation, Position, Words


class Phone(Base):
    """A number in E.164, or a short one such as 988."""

    __tablename__ = "phone"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    number: Mapped[Name]
    extension: Mapped[Words]
    type: Mapped[Words]
    description: Mapped[Words]


class Contact(Base):
    __tablename__ = "contact"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    name: Mapped[Name]
    title: Mapped[Words]
    email: Mapped[Words]


class Schedule(Base):
    """Opening hours: days as in iCalendar, times as HH:MM; only the description if nothing more was understood."""

    __tablename__ = "schedule"

    id: Mapped[Id]
    service_at_location_id: Mapped[OfServiceAtLocation]
    position: Mapped[Position]
    byday: Mapped[Words]
    opens_at: Mapped[Words]
    closes_at: Mapped[Words]
    description: Mapped[Words]


class Language(Base):
    """A language in which the service is given, as an ISO 639 code."""

    __tablename__ = "language"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    code: Mapped[Name]


class CostOption(Base):
    """A way to pay or a price; `option` is a matching.offers.Payment, `amount` is in US dollars."""

    __tablename__ = "cost_option"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    option: Mapped[Name]
    amount: Mapped[float | None]
    amount_description: Mapped[Words]


class RequiredDocument(Base):
    __tablename__ = "required_document"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    document: Mapped[Name]


class ServiceArea(Base):
    """An area whose residents the service is for, in the list's words."""

    __tablename__ = "service_area"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    name: Mapped[Name]


class ServiceCapacity(Base):
    __tablename__ = "service_capacity"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    available: Mapped[float | None]
    maximum: Mapped[float | None]
    updated: Mapped[datetime.date | None]


class Accessibility(Base):
    __tablename__ = "accessibility"

    id: Mapped[Id]
    location_id: Mapped[OfLocation]
    position: Mapped[Position]
    description: Mapped[Name]


class Url(Base):
    """An additional web address of a service."""

    __tablename__ = "url"

    id: Mapped[Id]
    service_id: Mapped[OfService]
    position: Mapped[Position]
    url: Mapped[Name]


class Taxonomy(Base):
    __tablename__ = "taxonomy"

    id: Mapped[Id]
    name: Mapped[Name]
    description: Mapped[Name]
    version: Mapped[Words]


class TaxonomyTerm(Base):
    __tablename__ = "taxonomy_term"

    id: Mapped[Id]
    taxonomy_id: Mapped[str] = mapped_column(String(36), ForeignKey("taxonomy.id", ondelete="CASCADE"), index=True)
    code: Mapped[Name]
    name: Mapped[Name]
    description: Mapped[Name]


class Attribute(Base):
    """A term or word about a service: `link_type` is need (value: the fit, 0 to 1), category, keyword or mode (a matching.offers.Mode)."""

    __tablename__ = "attribute"

    id: Mapped[Id]
    link_id: Mapped[str] = mapped_column(String(36), ForeignKey("service.id", ondelete="CASCADE"), index=True)
    link_entity: Mapped[str] = mapped_column(Text, default="service")
    link_type: Mapped[Name]
    position: Mapped[Position]
    taxonomy_term_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("taxonomy_term.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[Words]
