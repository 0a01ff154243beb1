"""The people and providers in the tests' fictional district: two schools, their students and families, and a few providers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.students.profile import GuardianDetails, Profile
from importers.records import Contact, Cost, NeedFit, Phone, Record, Schedule
from tests.importers.making import record

OWN, OTHER = "Juniper Hill Elementary", "Stone Bridge Middle School"

WAITING = b"""Agency,Program,Category,Phone,Address,City,State,ZIP,Ages
Birch Street Center,Reading Buddies,Tutoring,(517) 555-0160,14 Birch Street,Lansing,MI,48912,6-11
Birch Street Center,Warm Coats,Clothing,(517) 555-0160,14 Birch Street,Lansing,MI,48912,
,,,call us,,,,,
"""
"""A list that a coordinator has uploaded and not yet published."""


@dataclass(frozen=True, slots=True)
class Family:
    """A student in the district, as tests know them."""

    school: str
    profile: Profile
    guardians: tuple[GuardianDetails, ...]
    needs: tuple[tuple[int, str, str], ...] = ()

    def personal(self) -> list[str]:
        """Return what must not be found unencrypted anywhere, in every likely notation."""
        profile, born = self.profile, self.profile.birth_date
        found = [profile.number, profile.given_name, profile.family_name, *(words for _, _, words in self.needs if words)]
        if born is not None:
            found += [born.isoformat(), f"{born:%m/%d/%Y}", f"{born:%B} {born.day}, {born.year}"]
        for one in self.guardians:
            found += [one.name, *(phone[2:] for phone in one.phones)]
            found += [words for words in (one.email, one.way_words, one.no_contact_words) if words]
        return found


def families(today: datetime.date) -> tuple[Family, ...]:
    """Return the students: three in OWN and two in OTHER; Perpetua and Thaddeus are siblings at two schools."""
    year = today.year
    mother = GuardianDetails(
        "Hyacintha Quillfeather", "Mother", "es", ("+15175550141",), "hyacintha@family.example.org", ("call", "text"), "Past five"
    )
    return (
        Family(
            OWN,
            Profile(
                "JH-7730101",
                "Perpetua",
                "Quillfeather",
                datetime.date(year - 9, 2, 17),
                "4",
                "48910",
                ("es", "en"),
                "medicaid",
                ("not_faith_based", "close_to_home"),
            ),
            (
                mother,
                GuardianDetails("Ignatius Quillfeather", "Father", no_contact=True, no_contact_words="Ordered by the court"),
            ),
            ((3, "anxiety", "Perpetua weeps each dawn before the bell"), (2, "homework-help", "")),
        ),
        Family(
            OWN,
            Profile("JH-7730102", "Zebediah", "Thistlewood", datetime.date(year - 7, 6, 3), "2", "48912", ("en",), "private"),
            (GuardianDetails("Philomena Thistlewood", "Grandmother", "en", ("+15175550142",)),),
            ((1, "mentoring", ""),),
        ),
        Family(OWN, Profile("JH-7730103", "Ottoline", "Umberdale", None, "K", "48910", ("en",), "uninsured"), ()),
        Family(
            OTHER,
            Profile(
                "JH-7730201", "Thaddeus", "Quillfeather", datetime.date(year - 13, 9, 28), "8", "48910", ("es", "en"), "medicaid"
            ),
            (mother,),
            ((2, "sports", ""),),
        ),
        Family(
            OTHER,
            Profile("JH-7730202", "Wilhelmina", "Ashgrove", datetime.date(year - 12, 11, 5), "7", "48842", ("so", "en")),
            (GuardianDetails("Leocadia Ashgrove", "Aunt", "so", ("+15175550143",), None, ("letter",)),),
            ((3, "grief", "Wilhelmina lost her uncle at harvest"),),
        ),
    )


def providers() -> list[Record]:
    """Return a small directory: homework, grief and counseling, sports, food; one record has most fields filled."""
    full: dict[str, object] = {
        "identifier": "A-1",
        "organization_description": "For families.",
        "organization_email": "office@maple.example.org",
        "program_name": "After School",
        "service_url": "https://maple.example.org/club",
        "service_assured_date": datetime.date(2026, 8, 1),
        "urls": ("https://maple.example.org/more",),
        "required_documents": ("Proof of address",),
        "service_areas": ("Ingham County",),
        "capacity_available": 3.0,
        "contacts": (Contact("Ana Diaz", "Director", "ana@maple.example.org"),),
        "accessibility": ("Ramp",),
        "location_transportation": "Bus 5",
    }
    return [
        record(2, **full),
        record(3, service_name="Quiet Room", needs=(NeedFit("anxiety"), NeedFit("grief")), service_maximum_age=18.0),
        record(
            4,
            organization_name="Cedar Counseling",
            organization_website="https://cedar.example.org",
            service_name="Talking Helps",
            service_description="Counseling for children and families, in person and online.",
            needs=(NeedFit("anxiety"), NeedFit("grief", 0.8)),
            modes=("in_person", "online"),
            costs=(Cost("medicaid"),),
            phones=(Phone("+15175550122"),),
            schedules=(Schedule("MO,TH", "09:00", "17:00"),),
            location_name="Cedar House",
            location_latitude=42.7301,
            location_longitude=-84.5467,
            address_address_1="300 Cedar Avenue",
        ),
        record(5, organization_name="Elm Agency", service_name="Soccer for all", needs=(NeedFit("sports"), NeedFit("mentoring"))),
        record(
            6, organization_name="Elm Agency", service_name="Food shelf", needs=(NeedFit("food-pantry"),), service_minimum_age=...
        ),
        record(
            7,
            organization_name="Elm Agency",
            service_name="Teen shop",
            needs=(NeedFit("homework-help"),),
            service_minimum_age=12.0,
            service_maximum_age=18.0,
        ),
    ]


def second_list() -> list[Record]:
    """Return another agency's list: its first row may be a provider in the first list, and waits for a coordinator."""
    return [
        record(2, identifier="B-1", service_description="Help with homework."),
        record(3, identifier="B-2", organization_name="Willow Clinic", service_name="Checkups", needs=(NeedFit("primary-care"),)),
    ]
