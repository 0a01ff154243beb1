"""Providers: organization, program, service, location, address, service at location."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id, Name, OfLocation, OfOrganization, OfService, Words


class Organization(Base):
    __tablename__ = "organization"

    id: Mapped[Id]
    name: Mapped[Name]
    alternate_name: Mapped[Words]
    description: Mapped[Words]
    email: Mapped[Words]
    website: Mapped[Words]
    year_incorporated: Mapped[float | None]
    legal_status: Mapped[Words]


class OrganizationIdentifier(Base):
    """A number by which others know the organization, such as its tax number."""

    __tablename__ = "organization_identifier"

    id: Mapped[Id]
    organization_id: Mapped[OfOrganization]
    identifier_type: Mapped[Name]
    identifier: Mapped[Name]


class Program(Base):
    __tablename__ = "program"

    id: Mapped[Id]
    organization_id: Mapped[OfOrganization]
    name: Mapped[Name]


class Service(Base):
    """What an organization does for people; ages are inclusive years, and 12 lasts until the 13th birthday."""

    __tablename__ = "service"

    id: Mapped[Id]
    organization_id: Mapped[OfOrganization]
    program_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("program.id", ondelete="SET NULL"), index=True)
    name: Mapped[Name]
    alternate_name: Mapped[Words]
    description: Mapped[Words]
    url: Mapped[Words]
    email: Mapped[Words]
    status: Mapped[str] = mapped_column(Text, default="active")
    interpretation_services: Mapped[Words]
    application_process: Mapped[Words]
    fees_description: Mapped[Words]
    wait_time: Mapped[Words]
    accreditations: Mapped[Words]
    licenses: Mapped[Words]
    eligibility_description: Mapped[Words]
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    assured_date: Mapped[datetime.date | None]
    alert: Mapped[Words]
    # Not in HSDS: what a district must know before it sends a child somewhere.
    do_not_refer: Mapped[bool | None]
    confidential: Mapped[bool | None]
    school: Mapped[Words]


class Location(Base):
    """A place; `precision` says whether the point is the address itself or the center of its ZIP or city."""

    __tablename__ = "location"

    id: Mapped[Id]
    organization_id: Mapped[OfOrganization]
    location_type: Mapped[str | None] = mapped_column(Text)
    url: Mapped[Words]
    name: Mapped[Words]
    description: Mapped[Words]
    transportation: Mapped[Words]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str | None] = mapped_column(Text)
    external_identifier: Mapped[Words]


class Address(Base):
    __tablename__ = "address"

    id: Mapped[Id]
    location_id: Mapped[OfLocation]
    attention: Mapped[Words]
    address_1: Mapped[Words]
    address_2: Mapped[Words]
    city: Mapped[Words]
    region: Mapped[Words]
    state_province: Mapped[Words]
    postal_code: Mapped[Words]
    country: Mapped[Words]


class ServiceAtLocation(Base):
    """A service at a place; `key` combines its map cell and its number in one integer, used for look-ups."""

    __tablename__ = "service_at_location"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    service_id: Mapped[OfService]
    location_id: Mapped[OfLocation]
    description: Mapped[str | None] = mapped_column(Text)
    key: Mapped[int] = mapped_column(BigInteger, unique=True)
