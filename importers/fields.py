"""Every target that a list can fill, in the order of the export's columns, with the kind of its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "long_text", "number", "date", "flag", "choice", "codes", "texts", "phones", "contacts", "schedules", "costs", "needs"
]


@dataclass(frozen=True, slots=True)
class Field:
    """One target; `entity` is the record it belongs to: organization, service, location or link (service at location)."""

    target: str
    kind: Kind
    entity: Literal["organization", "service", "location", "link"]
    meaning: str
    choices: tuple[str, ...] = ()


_ALL = (
    Field("service_at_location.id", "text", "link", "The id of this service at this place."),
    Field("service.id", "text", "service", "The id of the service."),
    Field("organization.id", "text", "organization", "The id of the organization."),
    Field("location.id", "text", "location", "The id of the place."),
    Field("identifier", "text", "link", "The row's own number in the list it came from."),
    Field("organization.name", "text", "organization", "The agency that runs the service."),
    Field("organization.alternate_name", "text", "organization", "Another name of the agency."),
    Field("organization.description", "long_text", "organization", "What the agency is."),
    Field("organization.email", "text", "organization", "The agency's e-mail address."),
    Field("organization.website", "text", "organization", "The agency's web address."),
    Field("organization.year_incorporated", "number", "organization", "The year the agency was founded."),
    Field("organization.legal_status", "text", "organization", "Non-profit, government and so on."),
    Field("organization.tax_id", "text", "organization", "The agency's employer number (EIN)."),
    Field("program.name", "text", "service", "The program that the service is part of."),
    Field("service.name", "text", "service", "What the service is called."),
    Field("service.alternate_name", "text", "service", "Another name of the service."),
    Field("service.description", "long_text", "service", "What the service does."),
    Field("service.url", "text", "service", "The service's own web address."),
    Field("urls", "texts", "service", "Further web addresses."),
    Field("service.email", "text", "service", "The service's own e-mail address."),
    Field(
        "service.status",
        "choice",
        "service",
        "Whether the service is running.",
        ("active", "inactive", "defunct", "temporarily closed"),
    ),
    Field("service.do_not_refer", "flag", "service", "Nobody is to be sent there."),
    Field("service.confidential", "flag", "service", "The address must not be shown (a shelter from violence)."),
    Field("service.school", "text", "service", "The one school inside which the service works, for its students alone."),
    Field("service.minimum_age", "number", "service", "The youngest it takes, in years."),
    Field(
        "service.maximum_age",
        "number",
        "service",
        "The oldest it takes, in whole years: 12 takes a child until the 13th birthday.",
    ),
    Field("service.eligibility_description", "long_text", "service", "Who may come, in words."),
    Field("service.fees_description", "long_text", "service", "What it costs, in words."),
    Field("service.application_process", "long_text", "service", "How to apply."),
    Field("service.wait_time", "text", "service", "How long one waits."),
    Field("service.interpretation_services", "text", "service", "Interpreters that can be called in."),
    Field("service.accreditations", "text", "service", "Accreditations."),
    Field("service.licenses", "text", "service", "Licenses."),
    Field("service.alert", "text", "service", "A passing notice."),
    Field("service.assured_date", "date", "service", "The day on which somebody last made sure that this is true."),
    Field("needs", "needs", "service", "The need terms that it answers."),
    Field("categories", "texts", "service", "The list's own categories, as written."),
    Field("keywords", "texts", "service", "Other words it is known by."),
    Field("languages", "codes", "service", "ISO 639 codes of the languages spoken."),
    Field("modes", "codes", "service", "How it is given: in_person, online, phone, home, school."),
    Field("costs", "costs", "service", "Ways to pay and prices."),
    Field("required_documents", "texts", "service", "What to bring."),
    Field("service_areas", "texts", "service", "Whom it serves by where they live."),
    Field("capacity.available", "number", "service", "Free places now."),
    Field("capacity.maximum", "number", "service", "Places in all."),
    Field("phones", "phones", "service", "Telephone numbers."),
    Field("contacts", "contacts", "service", "People to ask for."),
    Field("location.name", "text", "location", "What the place is called (a site, a school, a building)."),
    Field("location.description", "long_text", "location", "About the place."),
    Field("location.transportation", "text", "location", "How to get there."),
    Field(
        "location.location_type", "choice", "location", "Whether it is a place one can go to.", ("physical", "postal", "virtual")
    ),
    Field("location.url", "text", "location", "The place's web address."),
    Field("location.external_identifier", "text", "location", "The place's number elsewhere (a building number)."),
    Field("location.latitude", "number", "location", "Degrees north."),
    Field("location.longitude", "number", "location", "Degrees east; negative in the United States."),
    Field("location.precision", "choice", "location", "How well the point is known.", ("address", "zip", "city")),
    Field("address.attention", "text", "location", "Person or suite to whom mail goes."),
    Field("address.address_1", "text", "location", "Street and number."),
    Field("address.address_2", "text", "location", "Floor, suite, building."),
    Field("address.city", "text", "location", "City."),
    Field("address.region", "text", "location", "County, borough or neighborhood."),
    Field("address.state_province", "text", "location", "State, as two letters."),
    Field("address.postal_code", "text", "location", "ZIP, five digits."),
    Field("address.country", "text", "location", "Country, as two letters."),
    Field("accessibility", "texts", "location", "Ramps, lifts, signing and so on."),
    Field("schedules", "schedules", "link", "When it is open here."),
    Field("service_at_location.description", "long_text", "link", "What is special about the service here."),
)

FIELDS: Mapping[str, Field] = {field.target: field for field in _ALL}
