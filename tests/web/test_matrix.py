"""Every route for every role, at one's own and at another school: a new route fails here until its line is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import httpx
import pytest

from directory.web.core.routes import ROUTES, Route, import_pages
from tests.district import Case, Ids
from tests.web.browsing import Site

import_pages()

# Who may: s specialist, c coordinator, a administrator, v viewer; `anyone` needs no account. The status is what those who
# may get: for a page with ids that exist, for a form that is sent empty.
TABLE = """
GET  /                                                        scav    200
GET  /health                                                  anyone  200
GET  /static/{name:str}                                       anyone  200
GET  /sign-in                                                 anyone  200
POST /sign-in                                                 anyone  422
POST /sign-out                                                scav    303
GET  /welcome/{token:str}                                     anyone  404
POST /welcome/{token:str}                                     anyone  404
GET  /a                                                       anyone  200
POST /a                                                       anyone  422
GET  /a/{token:str}                                           anyone  404
POST /a/{token:str}                                           anyone  404
GET  /a/{token:str}/stop                                      anyone  404
POST /a/{token:str}/stop                                      anyone  404
GET  /account                                                 scav    200
POST /account                                                 scav    422
GET  /numbers                                                 av      200
GET  /numbers/file                                            av      200
GET  /outcomes                                                scav    200
GET  /outcomes/file                                           scav    200
GET  /outcomes/gaps                                           cav     200
GET  /outcomes/gaps/file                                      cav     200
GET  /outcomes/schools                                        scav    200
POST /outcomes/schools                                        a       422
GET  /staff                                                   a       200
POST /staff                                                   a       422
GET  /staff/{staff_id:str}                                    a       200
POST /staff/{staff_id:str}                                    a       422
POST /staff/{staff_id:str}/link                               a       200
POST /staff/{staff_id:str}/disable                            a       422
POST /staff/{staff_id:str}/enable                             a       422
GET  /schools                                                 a       200
POST /schools                                                 a       422
GET  /schools/{school_id:str}                                 a       200
POST /schools/{school_id:str}                                 a       422
POST /schools/{school_id:str}/remove                          a       422
GET  /schools/{school_id:str}/dismissal                       a       200
POST /schools/{school_id:str}/dismissal                       a       422
GET  /insurance-plans                                         a       200
POST /insurance-plans                                         a       422
GET  /audit                                                   a       200
POST /audit                                                   a       422
GET  /audit/file                                              a       200
GET  /search                                                  scav    200
POST /search                                                  scav    422
GET  /search/shortlist                                        scav    303
POST /search/shortlist                                        scav    422
POST /search/suggestions                                      scav    200
GET  /providers/{record_id:str}                               scav    200
GET  /shortlist                                               scav    200
POST /shortlist                                               scav    200
POST /shortlist/add                                           scav    404
POST /shortlist/remove                                        scav    303
POST /shortlist/clear                                         scav    303
GET  /find                                                    scav    200
POST /find                                                    scav    422
GET  /find/shortlist                                          scav    303
POST /find/shortlist                                          scav    404
POST /find/suggestions                                        scav    200
POST /find/danger                                             scav    200
GET  /students                                                sa      200
GET  /students/search                                         sa      303
POST /students/search                                         sa      303
POST /students/suggestions                                    sa      200
GET  /students/new                                            sa      200
POST /students/new                                            sa      422
GET  /students/{student_id:str}                               sa      200
GET  /students/{student_id:str}/edit                          sa      200
POST /students/{student_id:str}/edit                          sa      422
GET  /students/{student_id:str}/guardians                     sa      200
POST /students/{student_id:str}/guardians                     sa      422
GET  /students/{student_id:str}/guardians/{guardian_id:str}   sa      200
POST /students/{student_id:str}/guardians/{guardian_id:str}   sa      422
POST /students/{student_id:str}/guardians/{guardian_id:str}/remove  sa  422
GET  /students/{student_id:str}/guardians/{guardian_id:str}/no-contact  sa  200
POST /students/{student_id:str}/guardians/{guardian_id:str}/no-contact  sa  422
POST /students/{student_id:str}/guardians/{guardian_id:str}/no-contact/lift  sa  422
POST /students/{student_id:str}/guardians/{guardian_id:str}/up  sa    422
GET  /students/{student_id:str}/household                     sa      200
POST /students/{student_id:str}/household                     sa      422
POST /students/{student_id:str}/household/untie               sa      422
GET  /students/{student_id:str}/needs                         sa      200
POST /students/{student_id:str}/needs                         sa      422
POST /students/{student_id:str}/needs/{need_id:str}/urgency   sa      422
POST /students/{student_id:str}/needs/{need_id:str}/close     sa      422
POST /students/{student_id:str}/needs/{need_id:str}/reopen    sa      422
GET  /alarms/{alarm_id:str}                                   sa      404
POST /alarms/{alarm_id:str}                                   sa      404
GET  /students/{student_id:str}/consents                      sa      200
POST /students/{student_id:str}/consents                      sa      422
GET  /students/{student_id:str}/consents/spoken               sa      303
POST /students/{student_id:str}/consents/spoken               sa      422
GET  /students/{student_id:str}/consents/paper                sa      303
POST /students/{student_id:str}/consents/paper                sa      422
GET  /students/{student_id:str}/consents/{consent_id:str}     sa      200
POST /students/{student_id:str}/consents/{consent_id:str}/withdraw  sa  422
GET  /students/{student_id:str}/attachments/{attachment_id:str}  sa   200
GET  /referrals/{referral_id:str}/signature                   sa      303
POST /referrals/{referral_id:str}/signature                   sa      303
GET  /students/{student_id:str}/left                          sa      200
POST /students/{student_id:str}/left                          sa      422
POST /students/{student_id:str}/back                          sa      422
GET  /students/{student_id:str}/delete                        sa      200
POST /students/{student_id:str}/delete                        sa      422
GET  /roster                                                  a       200
POST /roster                                                  a       422
GET  /students/{student_id:str}/find                          sa      200
POST /students/{student_id:str}/find                          sa      422
GET  /students/{student_id:str}/find/provider                 sa      303
POST /students/{student_id:str}/find/provider                 sa      404
GET  /students/{student_id:str}/find/refer                    sa      303
POST /students/{student_id:str}/find/refer                    sa      200
GET  /students/{student_id:str}/find/shortlist                sa      303
POST /students/{student_id:str}/find/shortlist                sa      404
GET  /directory                                               ca      200
POST /directory/confirm                                       ca      422
GET  /directory/new                                           ca      200
POST /directory/new                                           ca      422
GET  /directory/{record_id:str}                               ca      200
GET  /directory/{record_id:str}/edit                          ca      200
POST /directory/{record_id:str}/edit                          ca      422
POST /directory/{record_id:str}/confirm                       ca      422
POST /directory/{record_id:str}/hide                          ca      422
POST /directory/{record_id:str}/show                          ca      422
POST /directory/{record_id:str}/confidential                  ca      422
POST /directory/{record_id:str}/not-confidential              ca      422
POST /directory/{record_id:str}/do-not-refer                  ca      422
POST /directory/{record_id:str}/refer-again                   ca      422
GET  /directory/{record_id:str}/merge                         ca      200
POST /directory/{record_id:str}/merge                         ca      422
GET  /directory/{record_id:str}/history                       ca      200
POST /directory/{record_id:str}/take-back                     ca      404
GET  /imports                                                 ca      200
GET  /imports/new                                             ca      200
POST /imports/new                                             ca      422
GET  /imports/{import_id:str}                                 ca      200
GET  /imports/{import_id:str}/problems.csv                    ca      200
GET  /imports/{import_id:str}/undo                            ca      200
POST /imports/{import_id:str}/undo                            ca      303
GET  /imports/{import_id:str}/review                          ca      200
POST /imports/{import_id:str}/review                          ca      422
GET  /imports/uploads/{upload_id:str}                         ca      200
POST /imports/uploads/{upload_id:str}                         ca      422
POST /imports/uploads/{upload_id:str}/publish                 ca      303
GET  /imports/jobs/{job_id:str}                               ca      200
POST /imports/uploads/{upload_id:str}/drop                    ca      303
GET  /imports/uploads/{upload_id:str}/problems.csv            ca      200
GET  /district-logo                                           sa      404
GET  /letters                                                 sa      200
POST /letters                                                 sa      422
GET  /letters/{letter_id:str}                                 sa      200
GET  /letters/{letter_id:str}/again                           sa      200
POST /letters/{letter_id:str}/again                           sa      404
GET  /letters/{letter_id:str}/mail                            sa      200
POST /letters/{letter_id:str}/mail                            sa      404
GET  /referrals/{referral_id:str}/letter/end-links            sa      303
POST /referrals/{referral_id:str}/letter/end-links            sa      303
GET  /referrals/{referral_id:str}/letter                      sa      200
POST /referrals/{referral_id:str}/letter                      sa      422
GET  /find/provider                                           sa      303
POST /find/provider                                           sa      404
GET  /search/provider                                         sa      303
POST /search/provider                                         sa      404
GET  /find/refer                                              sa      303
POST /find/refer                                              sa      200
GET  /search/refer                                            sa      303
POST /search/refer                                            sa      200
GET  /students/{student_id:str}/refer/choices                 sa      303
POST /students/{student_id:str}/refer/choices                 sa      200
GET  /refer                                                   sa      200
POST /refer                                                   sa      200
GET  /students/{student_id:str}/refer                         sa      200
POST /students/{student_id:str}/refer                         sa      422
GET  /students/{student_id:str}/timeline                      sa      200
GET  /students/{student_id:str}/contacts                      sa      200
POST /students/{student_id:str}/contacts                      sa      422
POST /students/{student_id:str}/contacts/{contact_id:str}/take-back  sa  303
GET  /students/{student_id:str}/disclosures                   sa      200
GET  /referrals/{referral_id:str}                             sa      200
GET  /referrals/{referral_id:str}/events                      sa      303
POST /referrals/{referral_id:str}/events                      sa      422
POST /referrals/{referral_id:str}/events/{event_id:str}/take-back  sa  303
GET  /referrals/{referral_id:str}/backups                     sa      200
POST /referrals/{referral_id:str}/backups                     sa      422
GET  /referrals/{referral_id:str}/share                       sa      200
POST /referrals/{referral_id:str}/share                       sa      422
GET  /referrals/{referral_id:str}/share/message               sa      303
POST /referrals/{referral_id:str}/share/message               sa      422
GET  /referrals/{referral_id:str}/share/end-links             sa      303
POST /referrals/{referral_id:str}/share/end-links             sa      303
GET  /work                                                    sa      200
POST /work/{referral_id:str}/record                           sa      422
POST /work/{referral_id:str}/later                            sa      422
POST /work/{referral_id:str}/undo                             sa      404
POST /work/{referral_id:str}/take                             sa      409
GET  /work/hand-over                                          sa      200
POST /work/hand-over                                          sa      422
GET  /staff/{staff_id:str}/hand-over                          a       200
POST /staff/{staff_id:str}/hand-over                          a       422
GET  /directory/flags                                         ca      200
POST /directory/flags/{flag_id:str}/done                      ca      303
GET  /mails                                                   a       200
GET  /work/calls                                              sa      200
POST /work/calls                                              sa      200
"""

ROLES = {"s": "specialist", "c": "coordinator", "a": "administrator", "v": "viewer"}
_PLACE = re.compile(r"\{(\w+):str\}")

# What is put into an address, by the name that a path gives it.
IDS: Mapping[str, Callable[[Ids, Case], str]] = {
    "student_id": lambda _, case: case.student,
    "guardian_id": lambda _, case: case.guardian,
    "need_id": lambda _, case: case.need,
    "alarm_id": lambda _, case: case.need,  # there is no alarm in this district
    "consent_id": lambda _, case: case.consent,
    "attachment_id": lambda _, case: case.attachment,
    "referral_id": lambda _, case: case.referral,
    "event_id": lambda _, case: case.event,
    "letter_id": lambda _, case: case.letter,
    "contact_id": lambda _, case: case.contact,
    "flag_id": lambda ids, _: ids.flag_id,
    "school_id": lambda ids, _: next(iter(ids.schools.values())),
    "staff_id": lambda ids, _: ids.staff["viewer"],
    "record_id": lambda ids, _: ids.records["Talking Helps"],
    "import_id": lambda ids, _: ids.import_id,
    "upload_id": lambda ids, _: ids.upload_id,
    "job_id": lambda ids, _: ids.job_id,
    "token": lambda *_: "no-such-link",
    "name": lambda *_: "desk.css",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table."""

    who: frozenset[str]
    status: int
    anyone: bool


def read_table() -> dict[str, Line]:
    """The lines by method and path."""
    lines = {}
    for method, path, who, status in (words.split() for words in TABLE.strip().splitlines()):
        letters = frozenset(ROLES) if who == "anyone" else frozenset(who)
        assert letters <= set(ROLES), f"{who} are no roles"
        lines[f"{method} {path}"] = Line(frozenset(ROLES[one] for one in letters), int(status), who == "anyone")
    return lines


LINES = read_table()


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def filled(path: str, ids: Ids, case: Case) -> str:
    """The path with ids in it."""
    return _PLACE.sub(lambda place: IDS[place[1]](ids, case), path)


def ask(site: Site, route: Route, case: Case) -> httpx.Response:
    """Asks for a page, or sends its form empty with the right token."""
    path = filled(route.path, site.ids, case)
    return site.get(path) if route.method == "GET" else site.post(path)


def of_student(route: Route) -> bool:
    return not {"student_id", "referral_id", "letter_id"}.isdisjoint(_PLACE.findall(route.path))


KNOWN = [route for route in ROUTES if name_of(route) in LINES]
GUARDED = [route for route in KNOWN if not LINES[name_of(route)].anyone]
OF_STUDENTS = [route for route in GUARDED if of_student(route)]
WHO_MAY = [(route, role) for route in KNOWN for role in sorted(LINES[name_of(route)].who)]


def test_every_route_has_its_line() -> None:
    """A new route is not served before it is said here who may, and a line speaks of a route that there is."""
    assert [name_of(route) for route in ROUTES if name_of(route) not in LINES] == [], "write these lines in the table"
    assert LINES.keys() - {name_of(route) for route in ROUTES} == set()


@pytest.mark.parametrize("route", GUARDED, ids=name_of)
def test_who_has_no_account_or_not_the_role_stays_out(site: Site, route: Route) -> None:
    """Signed out, a page leads to the sign-in page and a form answers 401; another role's page answers 403."""
    out = ask(site, route, site.ids.own)
    if route.method == "GET":
        assert out.status_code == 303
        assert out.headers["location"].startswith("/sign-in?next=/")
    else:
        assert out.status_code == 401
    for role in set(ROLES.values()) - LINES[name_of(route)].who:
        site.sign_in(role)
        assert ask(site, route, site.ids.own).status_code == 403, role


@pytest.mark.parametrize(("route", "role"), WHO_MAY, ids=lambda one: one if isinstance(one, str) else name_of(one))
def test_who_may_is_answered(site: Site, route: Route, role: str) -> None:
    """Those who may see the page get it, or the answer to an empty form."""
    if not LINES[name_of(route)].anyone:
        site.sign_in(role)
    assert ask(site, route, site.ids.own).status_code == LINES[name_of(route)].status


@pytest.mark.parametrize("route", OF_STUDENTS, ids=name_of)
def test_an_administrator_sees_the_students_of_every_school(site: Site, route: Route) -> None:
    """What an administrator may with one student they may with any."""
    site.sign_in("administrator")
    assert ask(site, route, site.ids.other).status_code == LINES[name_of(route)].status


@pytest.mark.parametrize("route", [one for one in OF_STUDENTS if "specialist" in LINES[name_of(one)].who], ids=name_of)
def test_another_schools_student_is_unknown(site: Site, route: Route) -> None:
    """A student of another school answers 404 on every page and form, as one that does not exist, and the try is noted."""
    site.sign_in("specialist")
    assert ask(site, route, site.ids.other).status_code == 404
    site.sign_in("other_specialist")
    assert ask(site, route, site.ids.own).status_code == 404
    assert site.rows("SELECT count(*) FROM audit_entry WHERE action = 'access.refused'") == [(2,)]


@pytest.mark.parametrize("route", [one for one in OF_STUDENTS if len(_PLACE.findall(one.path)) > 1], ids=name_of)
def test_what_belongs_to_another_student_is_unknown(site: Site, route: Route) -> None:
    """The id of another student's guardian, need or consent answers 404 under one's own student, and changes nothing."""
    mixed = replace(site.ids.other, student=site.ids.own.student)
    site.sign_in("specialist")
    assert ask(site, route, mixed).status_code == 404


@pytest.mark.parametrize("route", [one for one in OF_STUDENTS if one.method == "GET"], ids=name_of)
def test_a_student_is_looked_at_in_the_open(site: Site, route: Route) -> None:
    """Every page of a student leaves a line in the audit log about the person who looked."""
    role = "specialist" if "specialist" in LINES[name_of(route)].who else "administrator"
    site.sign_in(role)
    seen = "SELECT count(*) FROM audit_entry WHERE staff_id = :staff AND student_id = :student"
    of = {"staff": site.ids.staff[role], "student": site.ids.own.student}
    ((before,),) = site.rows(seen, **of)
    if ask(site, route, site.ids.own).status_code == 200:
        assert site.rows(seen, **of) == [(before + 1,)]


def test_paths_are_plain() -> None:
    """A path with a student's id is declared for those who may see students, and every id in a path is known here."""
    assert [name_of(route) for route in ROUTES if of_student(route) and route.may not in {"students", "roster", "people"}] == []
    assert {place for route in ROUTES for place in _PLACE.findall(route.path)} <= IDS.keys(), "say in IDS what is put there"
