"""What a card tells of a place, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from directory.letters.composition import letter_content
from directory.referrals.snapshot import Snapshot
from directory.storage.listings.facts import Open
from tests.letters.making import TODAY, asked, line, provider

ALWAYS = tuple(Open(day, "00:00", "23:59") for day in range(7))


def told(kind: str, language: str = "en", **known: Any) -> str:
    return line(letter_content(asked(provider(**known), language)), kind)


@pytest.mark.parametrize(
    ("spans", "english", "spanish"),
    [
        (((0, "09:00", "17:00"), (1, "09:00", "17:00"), (2, "09:00", "17:00")), "Monday to Wednesday, 9 am to 5 pm", "De lunes a miércoles, de 9 a.m. a 5 p.m."),
        (((1, "15:30", "18:00"), (5, "15:30", "18:00")), "Tuesday and Saturday, 3:30 pm to 6 pm", "Martes y sábado, de 3:30 p.m. a 6 p.m."),
        (((5, "09:00", "12:00"),), "Saturday, 9 am to noon", "Sábado, de 9 a.m. a 12 del mediodía"),
        (((3, "09:00", "12:00"), (3, "17:00", "20:00")), "Thursday, 9 am to noon and 5 pm to 8 pm", "Jueves, de 9 a.m. a 12 del mediodía y de 5 p.m. a 8 p.m."),
    ],
)  # fmt: skip
def test_hours(spans: tuple[tuple[int, str, str], ...], english: str, spanish: str) -> None:
    """Days with the same times are told together."""
    listed = tuple(Open(*span) for span in spans)
    assert told("hours", spans=listed, hours=None) == english
    assert told("hours", "es", spans=listed, hours=None) == spanish


def test_day_and_night() -> None:
    """What never closes is told so, and hours within it add nothing."""
    spans = (*ALWAYS, Open(0, "09:00", "17:00"))
    assert told("hours", spans=spans, hours=None) == "Every day, day and night"
    assert told("hours", "es", spans=spans, hours=None) == "Todos los días, de día y de noche"


@pytest.mark.parametrize(
    ("hours", "english", "spanish"),
    [
        ("Saturday, 9 am to 1 pm (April to October)", "Saturday, 9 am to 1 pm (April to October)", "Sábado, 9 a.m. a 1 p.m. (abril a octubre)"),
        ("Second Sat 10am-1pm; by appointment", "Second Sat 10am-1pm\nBy appointment", "Segundo sábado 10 a.m. a 1 p.m.\nCon cita"),
        ("8:30 am to noon", "8:30 am to noon", "8:30 a.m. a 12 del mediodía"),
        ("24 hours; new families until 9pm", "24 hours\nNew families until 9pm", "De día y de noche\nFamilias nuevas hasta 9 p.m."),
        ("Mon-Fri 9:00 am - 12 noon; Saturdays upon request", "Mon-Fri 9:00 am - 12 noon\nSaturdays upon request", "Lunes a viernes 9 a.m. a 12 del mediodía\nSábado si lo pide"),
        ("Monday: 9am-noon; 1pm-5pm Tuesday: 9am-noon", "Monday: 9am-noon; 1pm-5pm Tuesday: 9am-noon", "Lunes: 9 a.m. a 12 del mediodía; 1 p.m. a 5 p.m. martes: 9 a.m. a 12 del mediodía"),
        ("whenever the moon is full", "Whenever the moon is full", "Su lista dice en inglés: “whenever the moon is full”. Pregunte si es así."),
    ],
)  # fmt: skip
def test_hours_that_say_more_than_times(hours: str, english: str, spanish: str) -> None:
    """A season or a condition is never lost: it is put over word by word, or quoted where a word is not known."""
    assert told("hours", spans=(), hours=hours) == english
    assert told("hours", "es", spans=(), hours=hours) == spanish


def test_times_with_a_note_that_is_not_understood() -> None:
    """Times of which the listing says more than we can put over are to be asked about."""
    words = told("hours", "es", spans=(Open(5, "09:00", "13:00"),), hours="Saturday, 9 am to 1 pm (but never at full moon)")
    assert words == "Sábado, 9 a.m. a 1 p.m. (“but never at full moon”)\nPregunte si estas horas están bien."


def test_day_and_night_for_one_line_is_not_told_of_the_whole_place() -> None:
    """What stands in brackets behind hours says whose they are: it is put over, or quoted, and never lost."""
    spans = (*ALWAYS, *(Open(day, "09:00", "17:00") for day in range(5)))
    listed = "Monday to Friday, 9 am to 5 pm (Office Hours); Every day, open 24 hours (Night Owl Line)"
    assert told("hours", "es", spans=spans, hours=listed) == (
        "Lunes a viernes, 9 a.m. a 5 p.m. (horario de oficina)\nTodos los días, de día y de noche (“Night Owl Line”)\n"
        "Pregunte si estas horas están bien."
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bracket_that_shames_is_left_out(language: str) -> None:
    """Whom else a place serves at which hour is said of whoever holds the letter; that something is missing is asked about."""
    words = told("hours", language, spans=(), hours="Every day, open 24 hours (shelter for abused women)")
    assert "abused" not in words
    assert words.endswith(("Ask if these times are right.", "Pregunte si estas horas están bien."))


@pytest.mark.parametrize("hours", ["Please inquire", "Please call for this information", "Hours vary", "N/A"])
def test_hours_that_say_nothing_are_asked_for(hours: str) -> None:
    """A listing that sends its reader to the telephone has no hours to quote."""
    assert told("hours", spans=(), hours=hours) == "Ask when they are open."
    assert told("hours", "es", spans=(), hours=hours) == "Pregunte a qué hora abren."


def test_hard_prose_is_no_hours() -> None:
    """A sentence without a day or a time, and above 6th grade, is not printed for hours."""
    hard = "Interaction between participants and university students is typically determined individually"
    assert told("hours", spans=(), hours=hard) == "Ask when they are open."


def test_unknown_hours_are_asked_for() -> None:
    """Hours that are not listed are not made up."""
    assert told("hours", spans=(), hours=None) == "Ask when they are open."


@pytest.mark.parametrize(
    ("listed", "english", "spanish"),
    [
        (("ID; proof of income for 30 days",), "A card with your photo (ID)\nPapers that show your pay", "Una identificación con foto (ID)\nPapeles que muestren cuánto gana"),
        (("Insurance card and shot record if you have them",), "Health insurance card, if you have it\nShot record, if you have it", "Tarjeta del seguro médico, si tiene\nCartilla de vacunas, si tiene"),
        (("ID or passport",), "A card with your photo (ID), or: Passport", "Una identificación con foto (ID), o bien: Pasaporte"),
        (("Identification required",), "A card with your photo (ID)", "Una identificación con foto (ID)"),
        (("two clean jars",), "Two clean jars", "En inglés: “two clean jars”"),
        (("una foto de los dos",), "Una foto de los dos", "Una foto de los dos"),
        (("ID; verification of homelessness",), "A card with your photo (ID)\nAsk what else to bring.", "Una identificación con foto (ID)\nPregunte qué más hay que llevar."),
        (("Verification of mental health diagnosis",), "Ask what to bring.", "Pregunte qué hay que llevar."),
        ((), "Ask what to bring.", "Pregunte qué hay que llevar."),
    ],
)  # fmt: skip
def test_what_to_bring(listed: tuple[str, ...], english: str, spanish: str) -> None:
    """Common papers are named in plain words, others stay as they are listed, and what would shame is left to be asked."""
    assert told("bring", documents=listed) == english
    assert told("bring", "es", documents=listed) == spanish


def test_a_long_list_of_papers_ends_with_a_question() -> None:
    """Seven lines at most: the rest is to be asked for."""
    lines = told("bring", documents=tuple(f"thing {number}" for number in range(20))).splitlines()
    assert (len(lines), lines[-1]) == (7, "Ask what else to bring.")


@pytest.mark.parametrize(
    ("least", "most", "english"),
    [(5.0, 17.0, "Ages 5 to 17."), (None, 5.0, "Up to age 5."), (0.12, 5.0, "Up to age 5."), (18.0, None, "Age 18 and up."), (0.0, 99.0, "All ages."), (None, None, "")],
)  # fmt: skip
def test_who_can_go(least: float | None, most: float | None, english: str) -> None:
    """Ages in plain words; nothing where nothing is listed."""
    assert told("who", minimum_age=least, maximum_age=most) == english


@pytest.mark.parametrize(
    ("eligibility", "english"),
    [
        ("County residents", "Ages 6 to 12.\nCounty residents"),
        ("Ages 6 - 12", "Ages 6 to 12."),
        ("Must be between 6 and 12 years of age.", "Ages 6 to 12."),
        ("No residency requirements.", "Ages 6 to 12."),
        ("Please inquire", "Ages 6 to 12."),
        ("At-risk youth, ages 6 - 12", "Ages 6 to 12.\nAsk if your family can go."),
        ("Children of men who are homeless", "Ages 6 to 12.\nAsk if your family can go."),
        ("Eligibility determined individually according to financial documentation", "Ages 6 to 12.\nAsk if your family can go."),
    ],
)
def test_further_rules_of_who_can_go(eligibility: str, english: str) -> None:
    """A rule in plain words is told; one that is hard, or would shame its reader, is to be asked about and never lost."""
    assert told("who", minimum_age=6.0, maximum_age=12.0, eligibility=eligibility) == english
    spanish = told("who", "es", minimum_age=6.0, maximum_age=12.0, eligibility=eligibility)
    assert spanish == "De 6 a 12 años." + ("\nPregunte si su familia puede ir." if "\n" in english else "")


def test_a_school_s_own_service_says_so() -> None:
    """What is for the students of one school names it."""
    assert "Only for students of Otter Run." in told("who", school="Otter Run")


def test_of_another_place_no_miles_are_told() -> None:
    """Where somebody looked near an aunt's flat, the family reads the address, and the offer of a ride however near it is."""
    snapshot = Snapshot(TODAY, provider(), miles=0.3, start="place")
    told = line(letter_content(asked(snapshot=snapshot)), "where")
    assert "mile" not in told
    assert "No ride? Tell us." in told


@pytest.mark.parametrize(
    ("miles", "start", "words"),
    [
        (0.3, "school", "It is less than 1 mile from Sycamore Hollow Elementary."),
        (1.4, "school", "It is about 1 mile from Sycamore Hollow Elementary."),
        (12.6, "school", "It is about 13 miles from Sycamore Hollow Elementary."),
        (0.3, "home", "It is in or near your ZIP code."),
        (1.4, "home", "It is about 1 mile from your home."),
        (12.6, "home", "It is about 13 miles from your home."),
    ],
)
def test_how_far(miles: float, start: str, words: str) -> None:
    """How far it is in whole miles, from where it was measured: the school, or the home that is known by its ZIP."""
    assert words in line(letter_content(asked(snapshot=Snapshot(TODAY, provider(), miles=miles, start=start))), "where")


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"modes": ("phone",), "address": None}, "You talk by phone. You do not need to go there."),
        ({"modes": ("online", "home"), "address": None}, "You can meet by video. They can come to your home."),
        ({"modes": (), "address": None}, "Ask where to go."),
        ({"modes": ("in_person",), "address": None}, "Ask where to go."),
        ({"confidential": True}, "They will tell you where to go."),
        ({"address": "PO Box 1410, Lansing, MI 48901"}, "Ask where to go."),
        ({"address": "Mobile, Lansing, MI 48901"}, "Ask where to go."),
        ({"address": "Various locations, Lansing, MI"}, "Ask where to go."),
        ({"address": "TBD, Lansing, MI 48910"}, "Ask where to go."),
        (
            {"address": "P.O. Box 7, Lansing, MI 48901", "modes": ("in_person", "online")},
            "Ask where to go. You can meet by video.",
        ),
        ({"address": "Post Office Drawer 7, Lansing"}, "Ask where to go."),
        ({"address": "General Delivery, Lansing, MI 48901"}, "Ask where to go."),
        ({"address": "Lansing, MI 48910"}, "Lansing, MI 48910. Ask where to go."),
        ({"address": "Confidential location, Lansing, MI"}, "They will tell you where to go."),
        ({"address": "Address undisclosed"}, "They will tell you where to go."),
        ({"modes": ("online",)}, "You meet by video. You do not need to go there."),
        ({"modes": ("phone",)}, "You talk by phone. You do not need to go there."),
        ({"modes": ("home",)}, "They can come to your home."),
        ({"modes": ("online", "phone")}, "You can meet by video. You can talk by phone."),
    ],
)
def test_where_there_is_no_place(known: dict[str, Any], words: str) -> None:
    """How it is given, else that the place is to be asked for."""
    assert told("where", **known) == words


@pytest.mark.parametrize(
    ("months", "english", "spanish"),
    [
        (
            (6, 8),
            "It runs from June to August.\nIt does not run now. Ask when it starts.",
            "Funciona de junio a agosto.\nAhora no funciona. Pregunte cuándo empieza.",
        ),
        ((9, 5), "It runs from September to May.", "Funciona de septiembre a mayo."),
        (
            (12, 2),
            "It runs from December to February.\nIt does not run now. Ask when it starts.",
            "Funciona de diciembre a febrero.\nAhora no funciona. Pregunte cuándo empieza.",
        ),
        ((11, 11), "It runs in November only.", "Funciona solo en noviembre."),
        ((None, None), "", ""),
    ],
)
def test_a_season_stands_on_the_card(months: tuple[int | None, int | None], english: str, spanish: str) -> None:
    """What does not run all year says its months, and out of them that it does not run now (the letter is of November)."""
    of = provider(first_month=months[0], last_month=months[1])
    assert [line(letter_content(asked(of, language)), "season") for language in ("en", "es")] == [english, spanish]


@pytest.mark.parametrize(
    ("until", "english"),
    [
        (dt.date.max, "It does not run now. Ask when it starts."),
        (dt.date(2020, 1, 1), ""),
        (None, ""),
    ],
)
def test_what_says_that_it_does_not_run_says_so_on_the_card(until: dt.date | None, english: str) -> None:
    """A service whose listing says that it is suspended is not told as one that runs, until the day on which that is over."""
    assert line(letter_content(asked(provider(closed_until=until), "en")), "season") == english


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("12 Fern Street, PO Box 5, Lansing, MI 48906", "12 Fern Street, Lansing, MI 48906"),
        ("1 Box Elder Road, Lansing, MI 48911", "1 Box Elder Road, Lansing, MI 48911"),
        ("Box Elder Center, Lansing, MI 48911", "Box Elder Center, Lansing, MI 48911"),
        ("Corner of Oak and Main, Lansing, MI", "Corner of Oak and Main, Lansing, MI"),
    ],
)
def test_a_street_is_a_place(address: str, shown: str) -> None:
    """What can be found on a map is told with how far it is; a box beside it is left out."""
    words = told("where", address=address)
    assert words.startswith(f"Oak House, {shown}\n")
    assert "about 2 miles" in words


def test_where_nobody_goes_no_place_is_promised() -> None:
    """A card of a service by video or telephone has no “Where”."""
    for mode, label in (("online", "How you meet"), ("home", "How you meet"), ("in_person", "Where")):
        card = letter_content(asked(provider(modes=(mode,)))).cards[0]
        assert [one.label for one in card.lines if one.kind == "where"] == [label]


def test_getting_there() -> None:
    """The listing's line on buses, a wheelchair's way in, and an offer to those without a ride."""
    words = told("where", transport="Bus 5 stops there.", access=("Wheelchair accessible entrance",))
    assert words.endswith("No ride? Tell us.\nBus 5 stops there.\nYou can get in with a wheelchair.")


def test_a_code_for_transport_is_no_way_to_get_there() -> None:
    """What names no bus, train or ride is left out."""
    assert "Transportation" not in told("where", transport="Transportation Available: 4")


@pytest.mark.parametrize(
    ("wait", "english", "spanish"),
    [
        ("3 weeks", "You may have to wait 3 weeks.", "Tal vez tenga que esperar 3 semanas."),
        ("About 1 month", "You may have to wait 1 month.", "Tal vez tenga que esperar 1 mes."),
        ("8 to 10 weeks", "You may have to wait 8 to 10 weeks.", "Tal vez tenga que esperar de 8 a 10 semanas."),
        ("Call at 8", "Call at 8", "Su lista dice en inglés: “Call at 8”. Pregunte si es así."),
        (None, "", ""),
    ],
)
def test_the_wait(wait: str | None, english: str, spanish: str) -> None:
    """A wait that is listed is told beforehand."""
    assert told("wait", wait=wait) == english
    assert told("wait", "es", wait=wait) == spanish


def test_a_stale_listing_is_to_be_asked_about() -> None:
    """Details that nobody has confirmed for a year may have changed, and the letter says so."""
    assert told("check", stale=True) == "Some of this may have changed. Ask before you go."
    assert not told("check", stale=False)


def test_an_interpreter_is_told_of_where_one_is_needed() -> None:
    """Who speaks a language that is listed needs none; else the place has one, or is to be asked for one."""
    assert told("languages", "es", languages=("en", "es"), interpreters=True) == "Hablan inglés y español."
    assert told("languages", "es", languages=("es", "en")) == "Hablan español e inglés."
    assert told("languages", "es", languages=("en",), interpreters=True).endswith("Pueden buscar a alguien que hable su idioma.")
    assert told("languages", "es", languages=("en",)).endswith("Pida un intérprete de español.")
    assert not told("languages", languages=())
