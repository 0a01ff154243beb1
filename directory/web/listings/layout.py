"""The form of a record: its sections, and for each box its label and a hint with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.listings.boxes import BOXES, BoxName
from importers.fields import Target


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A box of the form; `rows` is its height if it takes several lines."""

    name: BoxName
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

    def names(self) -> tuple[BoxName, ...]:
        return tuple(entry.name for entry in (*self.entries, *self.more))


_OWN: Mapping[str, str] = {
    Target.NEEDS: "needs",
    Target.SERVICE_SCHOOL: "school",
    Target.SERVICE_ASSURED_DATE: "date",
    Target.CAPACITY_UPDATED: "date",
}

ORGANIZATION = Section(
    "agency",
    "The agency",
    (
        FormEntry(Target.ORGANIZATION_NAME, "Name of the agency"),
        FormEntry(Target.ORGANIZATION_DESCRIPTION, "What the agency is"),
        FormEntry(Target.ORGANIZATION_WEBSITE, "Its website", "For example www.example.org"),
        FormEntry(Target.ORGANIZATION_EMAIL, "Its e-mail", "For example office@example.org"),
    ),
    (
        FormEntry(Target.ORGANIZATION_ALTERNATE_NAME, "Another name it goes by"),
        FormEntry(Target.ORGANIZATION_LEGAL_STATUS, "Kind of agency", "For example Non-profit, government"),
        FormEntry(Target.ORGANIZATION_TAX_ID, "Employer number (EIN)"),
        FormEntry(Target.ORGANIZATION_YEAR_INCORPORATED, "Founded in", "For example 1984"),
    ),
)

SERVICE = (
    Section(
        "service",
        "The service",
        (
            FormEntry(Target.SERVICE_NAME, "Name of the service", "For example Homework club"),
            FormEntry(Target.SERVICE_STATUS, "Is it running?"),
            FormEntry(Target.SERVICE_DESCRIPTION, "What it does", "One or two sentences that a family would understand.", 4),
        ),
        (
            FormEntry(Target.SERVICE_ALTERNATE_NAME, "Another name it goes by"),
            FormEntry(Target.PROGRAM_NAME, "Part of the program"),
            FormEntry(Target.SERVICE_AT_LOCATION_DESCRIPTION, "What is special about it at this place"),
        ),
    ),
    Section(
        "needs-part",
        "What it helps with",
        (FormEntry(Target.NEEDS, "Needs"),),
        (
            FormEntry(Target.KEYWORDS, "Other words it is known by", "One on each line."),
            FormEntry(Target.CATEGORIES, "Its list's own categories", "One on each line."),
        ),
    ),
    Section(
        "who",
        "Who may come",
        (
            FormEntry("ages", "Ages", "For example 5 to 12, 13 and up, or grades K-5"),
            FormEntry(Target.SERVICE_SCHOOL, "Only for students of", "Where it works inside one school for its students alone."),
            FormEntry(Target.SERVICE_ELIGIBILITY_DESCRIPTION, "Who may come, in words", "For example Families of Ingham County"),
            FormEntry(Target.SERVICE_AREAS, "Area served", "One on each line: Ingham County", 2),
        ),
    ),
    Section(
        "where",
        "Where it is",
        (
            FormEntry(Target.MODES, "How it is given"),
            FormEntry(Target.LOCATION_NAME, "Name of the place", "For example Cedar House, Maple School"),
            FormEntry(Target.ADDRESS_ADDRESS_1, "Street and number", "For example 300 Cedar Avenue"),
            FormEntry(Target.ADDRESS_ADDRESS_2, "Floor or suite"),
            FormEntry(Target.ADDRESS_CITY, "City"),
            FormEntry(Target.ADDRESS_STATE_PROVINCE, "State", "For example MI"),
            FormEntry(Target.ADDRESS_POSTAL_CODE, "ZIP", "For example 48910"),
            FormEntry(Target.SERVICE_CONFIDENTIAL, "The address is confidential: it is shown to nobody and printed on no letter"),
        ),
        (
            FormEntry(Target.LOCATION_TRANSPORTATION, "How to get there", "For example Bus 5 to Cedar Street"),
            FormEntry(Target.ACCESSIBILITY, "Access", "One on each line: ramp, elevator, sign language", 2),
            FormEntry(Target.LOCATION_DESCRIPTION, "About the place"),
            FormEntry(Target.ADDRESS_REGION, "County or neighborhood"),
            FormEntry(Target.ADDRESS_COUNTRY, "Country", "For example US"),
            FormEntry(Target.ADDRESS_ATTENTION, "Mail goes to"),
            FormEntry(Target.LOCATION_LATITUDE, "Degrees north", "42.7325; blank: the middle of its ZIP"),
            FormEntry(Target.LOCATION_LONGITUDE, "Degrees east", "-84.5555; below zero here"),
            FormEntry(Target.LOCATION_LOCATION_TYPE, "Kind of place"),
            FormEntry(Target.LOCATION_URL, "Website of the place"),
            FormEntry(Target.LOCATION_EXTERNAL_IDENTIFIER, "Its number elsewhere", "For example a building number"),
        ),
    ),
    Section(
        "reach",
        "How to reach it",
        (
            FormEntry(Target.PHONES, "Phones", "One on each line: 517-555-0123 ext. 4, or fax: 517-555-0124"),
            FormEntry(Target.SERVICE_EMAIL, "E-mail", "For example intake@example.org"),
            FormEntry(Target.SERVICE_URL, "Website", "For example www.example.org/club"),
            FormEntry(Target.CONTACTS, "People to ask for", "One on each line: Ana Ruiz, Intake, ana@example.org", 2),
        ),
        (FormEntry(Target.URLS, "Further websites", "One on each line.", 2),),
    ),
    Section(
        "when",
        "Hours and languages",
        (
            FormEntry(
                Target.SCHEDULES, "Hours", "One on each line: Mon-Fri 9-5. Other words in parentheses: (first Monday, 6-8 pm)"
            ),
            FormEntry(Target.LANGUAGES, "Languages", "One on each line: Spanish"),
            FormEntry(Target.SERVICE_INTERPRETATION_SERVICES, "Interpreters", "For example By phone, any language"),
        ),
    ),
    Section(
        "cost",
        "Cost",
        (
            FormEntry(Target.COSTS, "Ways to pay and prices", "One on each line: Free, Medicaid, Sliding scale, $5 a week"),
            FormEntry(Target.SERVICE_FEES_DESCRIPTION, "Cost in words", rows=2),
        ),
    ),
    Section(
        "apply",
        "How to start",
        (
            FormEntry(Target.SERVICE_APPLICATION_PROCESS, "How to apply", "For example: Call and ask for intake."),
            FormEntry(Target.REQUIRED_DOCUMENTS, "What to bring", "One on each line: proof of address"),
            FormEntry(Target.SERVICE_WAIT_TIME, "How long one waits", "For example 2 to 3 weeks, no wait, or full"),
            FormEntry(Target.CAPACITY_AVAILABLE, "Openings now", "For example 3"),
            FormEntry(Target.CAPACITY_MAXIMUM, "Places in all", "For example 20"),
            FormEntry(
                Target.CAPACITY_UPDATED,
                "Openings and wait as of",
                "The day on which that was so. Today, if you change them and leave it.",
            ),
        ),
        (FormEntry(Target.SERVICE_LICENSES, "Licenses"), FormEntry(Target.SERVICE_ACCREDITATIONS, "Accreditations")),
    ),
    Section(
        "notes",
        "Before anybody is sent there",
        (
            FormEntry(Target.SERVICE_ALERT, "Notice to specialists", "For example Closed for repairs until March 3"),
            FormEntry(
                Target.SERVICE_ASSURED_DATE, "Last confirmed on", "The day on which somebody made sure that all of this is true."
            ),
            FormEntry(Target.SERVICE_DO_NOT_REFER, "Do not refer: nobody is to be sent there"),
        ),
    ),
)

SECTIONS = (*SERVICE, ORGANIZATION)
LABELS: Mapping[str, str] = {
    **{entry.name: entry.label for section in SECTIONS for entry in (*section.entries, *section.more)},
    Target.SERVICE_MINIMUM_AGE: "Youngest age",
    Target.SERVICE_MAXIMUM_AGE: "Oldest age",
    Target.LOCATION_PRECISION: "How well the point is known",
    Target.SERVICE_CONFIDENTIAL: "Confidential address",
    Target.SERVICE_DO_NOT_REFER: "Do not refer",
    Target.ORGANIZATION_ALTERNATE_NAME: "Another name of the agency",
    Target.ORGANIZATION_WEBSITE: "Website of the agency",
    Target.ORGANIZATION_EMAIL: "E-mail of the agency",
    Target.SERVICE_ALTERNATE_NAME: "Another name of the service",
}
"""The label of each target, and of the box with both ages, when shown outside its section."""

TARGET_LABELS: Mapping[Target, str] = {target: label for target, label in LABELS.items() if isinstance(target, Target)}

_BESIDE: Mapping[str, str] = {
    Target.SERVICE_MINIMUM_AGE: "ages",
    Target.SERVICE_MAXIMUM_AGE: "ages",
    Target.LOCATION_PRECISION: Target.LOCATION_LONGITUDE,
}
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
