"""The form of a record: its sections, and for each box its label and a hint with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.listings.boxes import BOXES


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A box of the form; `rows` is its height if it takes several lines."""

    name: str
    label: str
    hint: str | None = None
    rows: int = 3

    @property
    def control(self) -> str:
        """The box's control: one of its own, or the usual one of its kind."""
        return _OWN.get(self.name, BOXES[self.name].control)

    @property
    def height(self) -> str:
        """Which boxes may be side by side: low ones, and lists of lines."""
        return "low" if self.control in ("line", "choice", "date", "school") else self.control


@dataclass(frozen=True, slots=True)
class Section:
    """Boxes under a heading; `more` are seldom filled in and are folded away."""

    id: str
    title: str
    entries: tuple[FormEntry, ...]
    more: tuple[FormEntry, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in (*self.entries, *self.more))


_OWN = {"needs": "needs", "service.school": "school", "service.assured_date": "date"}

ORGANIZATION = Section(
    "agency",
    "The agency",
    (
        FormEntry("organization.name", "Name of the agency"),
        FormEntry("organization.description", "What the agency is"),
        FormEntry("organization.website", "Its website", "For example www.example.org"),
        FormEntry("organization.email", "Its e-mail", "For example office@example.org"),
    ),
    (
        FormEntry("organization.alternate_name", "Another name it goes by"),
        FormEntry("organization.legal_status", "Kind of agency", "For example Non-profit, government"),
        FormEntry("organization.tax_id", "Employer number (EIN)"),
        FormEntry("organization.year_incorporated", "Founded in", "For example 1984"),
    ),
)

SERVICE = (
    Section(
        "service",
        "The service",
        (
            FormEntry("service.name", "Name of the service", "For example Homework club"),
            FormEntry("service.status", "Is it running?"),
            FormEntry("service.description", "What it does", "One or two sentences that a family would understand.", 4),
        ),
        (
            FormEntry("service.alternate_name", "Another name it goes by"),
            FormEntry("program.name", "Part of the program"),
            FormEntry("service_at_location.description", "What is special about it at this place"),
        ),
    ),
    Section(
        "needs-part",
        "What it helps with",
        (FormEntry("needs", "Needs"),),
        (
            FormEntry("keywords", "Other words it is known by", "One on each line."),
            FormEntry("categories", "Its list's own categories", "One on each line."),
        ),
    ),
    Section(
        "who",
        "Who may come",
        (
            FormEntry("ages", "Ages", "For example 5 to 12, 13 and up, or grades K-5"),
            FormEntry("service.school", "Only for students of", "Where it works inside one school for its students alone."),
            FormEntry("service.eligibility_description", "Who may come, in words", "For example Families of Ingham County"),
            FormEntry("service_areas", "Area served", "One on each line: Ingham County", 2),
        ),
    ),
    Section(
        "where",
        "Where it is",
        (
            FormEntry("modes", "How it is given"),
            FormEntry("location.name", "Name of the place", "For example Cedar House, Maple School"),
            FormEntry("address.address_1", "Street and number", "For example 300 Cedar Avenue"),
            FormEntry("address.address_2", "Floor or suite"),
            FormEntry("address.city", "City"),
            FormEntry("address.state_province", "State", "For example MI"),
            FormEntry("address.postal_code", "ZIP", "For example 48910"),
            FormEntry("service.confidential", "The address is confidential: it is shown to nobody and printed on no letter"),
        ),
        (
            FormEntry("location.transportation", "How to get there", "For example Bus 5 to Cedar Street"),
            FormEntry("accessibility", "Access", "One on each line: ramp, elevator, sign language", 2),
            FormEntry("location.description", "About the place"),
            FormEntry("address.region", "County or neighborhood"),
            FormEntry("address.country", "Country", "For example US"),
            FormEntry("address.attention", "Mail goes to"),
            FormEntry("location.latitude", "Degrees north", "42.7325; blank: the middle of its ZIP"),
            FormEntry("location.longitude", "Degrees east", "-84.5555; below zero here"),
            FormEntry("location.location_type", "Kind of place"),
            FormEntry("location.url", "Website of the place"),
            FormEntry("location.external_identifier", "Its number elsewhere", "For example a building number"),
        ),
    ),
    Section(
        "reach",
        "How to reach it",
        (
            FormEntry("phones", "Phones", "One on each line: 517-555-0123 ext. 4, or fax: 517-555-0124"),
            FormEntry("service.email", "E-mail", "For example intake@example.org"),
            FormEntry("service.url", "Website", "For example www.example.org/club"),
            FormEntry("contacts", "People to ask for", "One on each line: Ana Ruiz, Intake, ana@example.org", 2),
        ),
        (FormEntry("urls", "Further websites", "One on each line.", 2),),
    ),
    Section(
        "when",
        "Hours and languages",
        (
            FormEntry("schedules", "Hours", "One on each line: Mon-Fri 9-5"),
            FormEntry("languages", "Languages", "One on each line: Spanish"),
            FormEntry("service.interpretation_services", "Interpreters", "For example By phone, any language"),
        ),
    ),
    Section(
        "cost",
        "Cost",
        (
            FormEntry("costs", "Ways to pay and prices", "One on each line: Free, Medicaid, Sliding scale, $5 a week"),
            FormEntry("service.fees_description", "Cost in words", rows=2),
        ),
    ),
    Section(
        "apply",
        "How to start",
        (
            FormEntry("service.application_process", "How to apply", "For example: Call and ask for intake."),
            FormEntry("required_documents", "What to bring", "One on each line: proof of address"),
            FormEntry("service.wait_time", "How long one waits", "For example 2 to 3 weeks"),
            FormEntry("capacity.available", "Free places now", "For example 3"),
            FormEntry("capacity.maximum", "Places in all", "For example 20"),
        ),
        (FormEntry("service.licenses", "Licenses"), FormEntry("service.accreditations", "Accreditations")),
    ),
    Section(
        "notes",
        "Before anybody is sent there",
        (
            FormEntry("service.alert", "Notice to specialists", "For example Closed for repairs until March 3"),
            FormEntry(
                "service.assured_date", "Last confirmed on", "The day on which somebody made sure that all of this is true."
            ),
            FormEntry("service.do_not_refer", "Do not refer: nobody is to be sent there"),
        ),
    ),
)

SECTIONS = (*SERVICE, ORGANIZATION)
LABELS: Mapping[str, str] = {
    **{entry.name: entry.label for section in SECTIONS for entry in (*section.entries, *section.more)},
    "service.minimum_age": "Youngest age",
    "service.maximum_age": "Oldest age",
    "location.precision": "How well the point is known",
    "service.confidential": "Confidential address",
    "service.do_not_refer": "Do not refer",
    "organization.alternate_name": "Another name of the agency",
    "organization.website": "Website of the agency",
    "organization.email": "E-mail of the agency",
    "service.alternate_name": "Another name of the service",
}
"""The label of each target, and of the box with both ages, when shown outside its section."""

_BESIDE = {"service.minimum_age": "ages", "service.maximum_age": "ages", "location.precision": "location.longitude"}
_POSITIONS = {name: position for position, name in enumerate(LABELS)}


def position(target: str) -> int:
    """Return the position of a target in the form."""
    return _POSITIONS[_BESIDE.get(target, target)]


def rows(entries: tuple[FormEntry, ...]) -> Iterator[list[FormEntry]]:
    """Group the entries into rows: consecutive low ones, or lists, are side by side."""
    row: list[FormEntry] = []
    for entry in entries:
        if row and not (entry.height == row[-1].height and entry.height in ("low", "lines")):
            yield row
            row = []
        row.append(entry)
    if row:
        yield row
