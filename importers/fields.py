"""Every target that a list can fill, in the order of the export's columns, with the kind of its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal[
    "text", "long_text", "number", "date", "flag", "choice", "codes", "texts", "phones", "contacts", "schedules", "costs", "needs"
]


class Target(StrEnum):
    """The name of each target: "table.column" as in HSDS, or one word for what has rows of its own.

    Staged rows, the history of records, column maps and the export name targets by this text, so it never changes.
    """

    SERVICE_AT_LOCATION_ID = "service_at_location.id"
    SERVICE_ID = "service.id"
    ORGANIZATION_ID = "organization.id"
    LOCATION_ID = "location.id"
    IDENTIFIER = "identifier"
    ORGANIZATION_NAME = "organization.name"
    ORGANIZATION_ALTERNATE_NAME = "organization.alternate_name"
    ORGANIZATION_DESCRIPTION = "organization.description"
    ORGANIZATION_EMAIL = "organization.email"
    ORGANIZATION_WEBSITE = "organization.website"
    ORGANIZATION_YEAR_INCORPORATED = "organization.year_incorporated"
    ORGANIZATION_LEGAL_STATUS = "organization.legal_status"
    ORGANIZATION_TAX_ID = "organization.tax_id"
    PROGRAM_NAME = "program.name"
    SERVICE_NAME = "service.name"
    SERVICE_ALTERNATE_NAME = "service.alternate_name"
    SERVICE_DESCRIPTION = "service.description"
    SERVICE_URL = "service.url"
    URLS = "urls"
    SERVICE_EMAIL = "service.email"
    SERVICE_STATUS = "service.status"
    SERVICE_DO_NOT_REFER = "service.do_not_refer"
    SERVICE_CONFIDENTIAL = "service.confidential"
    SERVICE_SCHOOL = "service.school"
    SERVICE_MINIMUM_AGE = "service.minimum_age"
    SERVICE_MAXIMUM_AGE = "service.maximum_age"
    SERVICE_ELIGIBILITY_DESCRIPTION = "service.eligibility_description"
    SERVICE_FEES_DESCRIPTION = "service.fees_description"
    SERVICE_APPLICATION_PROCESS = "service.application_process"
    SERVICE_WAIT_TIME = "service.wait_time"
    SERVICE_INTERPRETATION_SERVICES = "service.interpretation_services"
    SERVICE_ACCREDITATIONS = "service.accreditations"
    SERVICE_LICENSES = "service.licenses"
    SERVICE_ALERT = "service.alert"
    SERVICE_ASSURED_DATE = "service.assured_date"
    NEEDS = "needs"
    CATEGORIES = "categories"
    KEYWORDS = "keywords"
    LANGUAGES = "languages"
    MODES = "modes"
    COSTS = "costs"
    REQUIRED_DOCUMENTS = "required_documents"
    SERVICE_AREAS = "service_areas"
    CAPACITY_AVAILABLE = "capacity.available"
    CAPACITY_MAXIMUM = "capacity.maximum"
    CAPACITY_UPDATED = "capacity.updated"
    PHONES = "phones"
    CONTACTS = "contacts"
    LOCATION_NAME = "location.name"
    LOCATION_DESCRIPTION = "location.description"
    LOCATION_TRANSPORTATION = "location.transportation"
    LOCATION_LOCATION_TYPE = "location.location_type"
    LOCATION_URL = "location.url"
    LOCATION_EXTERNAL_IDENTIFIER = "location.external_identifier"
    LOCATION_LATITUDE = "location.latitude"
    LOCATION_LONGITUDE = "location.longitude"
    LOCATION_PRECISION = "location.precision"
    ADDRESS_ATTENTION = "address.attention"
    ADDRESS_ADDRESS_1 = "address.address_1"
    ADDRESS_ADDRESS_2 = "address.address_2"
    ADDRESS_CITY = "address.city"
    ADDRESS_REGION = "address.region"
    ADDRESS_STATE_PROVINCE = "address.state_province"
    ADDRESS_POSTAL_CODE = "address.postal_code"
    ADDRESS_COUNTRY = "address.country"
    ACCESSIBILITY = "accessibility"
    SCHEDULES = "schedules"
    SERVICE_AT_LOCATION_DESCRIPTION = "service_at_location.description"


@dataclass(frozen=True, slots=True)
class Field:
    """One target; `entity` is the record it belongs to: organization, service, location or link (service at location)."""

    target: Target
    kind: Kind
    entity: Literal["organization", "service", "location", "link"]
    meaning: str
    choices: tuple[str, ...] = ()


_ALL = (
    Field(Target.SERVICE_AT_LOCATION_ID, "text", "link", "The id of this service at this place."),
    Field(Target.SERVICE_ID, "text", "service", "The id of the service."),
    Field(Target.ORGANIZATION_ID, "text", "organization", "The id of the organization."),
    Field(Target.LOCATION_ID, "text", "location", "The id of the place."),
    Field(Target.IDENTIFIER, "text", "link", "The row's own number in the list it came from."),
    Field(Target.ORGANIZATION_NAME, "text", "organization", "The agency that runs the service."),
    Field(Target.ORGANIZATION_ALTERNATE_NAME, "text", "organization", "Another name of the agency."),
    Field(Target.ORGANIZATION_DESCRIPTION, "long_text", "organization", "What the agency is."),
    Field(Target.ORGANIZATION_EMAIL, "text", "organization", "The agency's e-mail address."),
    Field(Target.ORGANIZATION_WEBSITE, "text", "organization", "The agency's web address."),
    Field(Target.ORGANIZATION_YEAR_INCORPORATED, "number", "organization", "The year the agency was founded."),
    Field(Target.ORGANIZATION_LEGAL_STATUS, "text", "organization", "Non-profit, government and so on."),
    Field(Target.ORGANIZATION_TAX_ID, "text", "organization", "The agency's employer number (EIN)."),
    Field(Target.PROGRAM_NAME, "text", "service", "The program that the service is part of."),
    Field(Target.SERVICE_NAME, "text", "service", "What the service is called."),
    Field(Target.SERVICE_ALTERNATE_NAME, "text", "service", "Another name of the service."),
    Field(Target.SERVICE_DESCRIPTION, "long_text", "service", "What the service does."),
    Field(Target.SERVICE_URL, "text", "service", "The service's own web address."),
    Field(Target.URLS, "texts", "service", "Further web addresses."),
    Field(Target.SERVICE_EMAIL, "text", "service", "The service's own e-mail address."),
    Field(
        Target.SERVICE_STATUS,
        "choice",
        "service",
        "Whether the service is running.",
        ("active", "inactive", "defunct", "temporarily closed"),
    ),
    Field(Target.SERVICE_DO_NOT_REFER, "flag", "service", "Nobody is to be sent there."),
    Field(Target.SERVICE_CONFIDENTIAL, "flag", "service", "The address must not be shown (a shelter from violence)."),
    Field(Target.SERVICE_SCHOOL, "text", "service", "The one school inside which the service works, for its students alone."),
    Field(Target.SERVICE_MINIMUM_AGE, "number", "service", "The youngest it takes, in years."),
    Field(
        Target.SERVICE_MAXIMUM_AGE,
        "number",
        "service",
        "The oldest it takes, in whole years: 12 takes a child until the 13th birthday.",
    ),
    Field(Target.SERVICE_ELIGIBILITY_DESCRIPTION, "long_text", "service", "Who may come, in words."),
    Field(Target.SERVICE_FEES_DESCRIPTION, "long_text", "service", "What it costs, in words."),
    Field(Target.SERVICE_APPLICATION_PROCESS, "long_text", "service", "How to apply."),
    Field(Target.SERVICE_WAIT_TIME, "text", "service", "How long one waits."),
    Field(Target.SERVICE_INTERPRETATION_SERVICES, "text", "service", "Interpreters that can be called in."),
    Field(Target.SERVICE_ACCREDITATIONS, "text", "service", "Accreditations."),
    Field(Target.SERVICE_LICENSES, "text", "service", "Licenses."),
    Field(Target.SERVICE_ALERT, "text", "service", "A passing notice."),
    Field(Target.SERVICE_ASSURED_DATE, "date", "service", "The day on which somebody last made sure that this is true."),
    Field(Target.NEEDS, "needs", "service", "The need terms that it answers."),
    Field(Target.CATEGORIES, "texts", "service", "The list's own categories, as written."),
    Field(Target.KEYWORDS, "texts", "service", "Other words it is known by."),
    Field(Target.LANGUAGES, "codes", "service", "ISO 639 codes of the languages spoken."),
    Field(Target.MODES, "codes", "service", "How it is given: in_person, online, phone, home, school."),
    Field(Target.COSTS, "costs", "service", "Ways to pay and prices."),
    Field(Target.REQUIRED_DOCUMENTS, "texts", "service", "What to bring."),
    Field(Target.SERVICE_AREAS, "texts", "service", "Whom it serves by where they live."),
    Field(Target.CAPACITY_AVAILABLE, "number", "service", "Openings now."),
    Field(Target.CAPACITY_MAXIMUM, "number", "service", "Places in all."),
    Field(Target.CAPACITY_UPDATED, "date", "service", "The day as of which openings and the wait are given."),
    Field(Target.PHONES, "phones", "service", "Telephone numbers."),
    Field(Target.CONTACTS, "contacts", "service", "People to ask for."),
    Field(Target.LOCATION_NAME, "text", "location", "What the place is called (a site, a school, a building)."),
    Field(Target.LOCATION_DESCRIPTION, "long_text", "location", "About the place."),
    Field(Target.LOCATION_TRANSPORTATION, "text", "location", "How to get there."),
    Field(
        Target.LOCATION_LOCATION_TYPE,
        "choice",
        "location",
        "Whether it is a place one can go to.",
        ("physical", "postal", "virtual"),
    ),
    Field(Target.LOCATION_URL, "text", "location", "The place's web address."),
    Field(Target.LOCATION_EXTERNAL_IDENTIFIER, "text", "location", "The place's number elsewhere (a building number)."),
    Field(Target.LOCATION_LATITUDE, "number", "location", "Degrees north."),
    Field(Target.LOCATION_LONGITUDE, "number", "location", "Degrees east; negative in the United States."),
    Field(Target.LOCATION_PRECISION, "choice", "location", "How well the point is known.", ("address", "zip", "city")),
    Field(Target.ADDRESS_ATTENTION, "text", "location", "Person or suite to whom mail goes."),
    Field(Target.ADDRESS_ADDRESS_1, "text", "location", "Street and number."),
    Field(Target.ADDRESS_ADDRESS_2, "text", "location", "Floor, suite, building."),
    Field(Target.ADDRESS_CITY, "text", "location", "City."),
    Field(Target.ADDRESS_REGION, "text", "location", "County, borough or neighborhood."),
    Field(Target.ADDRESS_STATE_PROVINCE, "text", "location", "State, as two letters."),
    Field(Target.ADDRESS_POSTAL_CODE, "text", "location", "ZIP, five digits."),
    Field(Target.ADDRESS_COUNTRY, "text", "location", "Country, as two letters."),
    Field(Target.ACCESSIBILITY, "texts", "location", "Ramps, lifts, signing and so on."),
    Field(Target.SCHEDULES, "schedules", "link", "When it is open here."),
    Field(Target.SERVICE_AT_LOCATION_DESCRIPTION, "long_text", "link", "What is special about the service here."),
)

FIELDS: Mapping[Target, Field] = {field.target: field for field in _ALL}

TARGETS: Mapping[str, Target] = {target.value: target for target in Target}
"""The targets by their texts, where a text is read: a stored row, a column map, the header of an export."""
