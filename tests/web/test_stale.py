"""Every form that writes: one from a page that is no longer true is refused, or it says why nothing can be lost by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from directory.models.codes import Role
from directory.storage.engine import reading, writing
from directory.storage.scope import Scope
from directory.students import caseload, changes, guardians, households, needs
from directory.students.files import StudentFile
from directory.web.core.routes import ROUTES
from tests.district import OWN
from tests.web.browsing import Site, utc_now
from tests.web.forms import form_to
from tests.web.test_matrix import filled, name_of

STUDENT = "/students/{student_id:str}"
GUARDIAN = f"{STUDENT}/guardians/{{guardian_id:str}}"
RECORD = "/directory/{record_id:str}"
NEED = f"{STUDENT}/needs/{{need_id:str}}"
OLD = "0" * 64
"""A version that nothing has ever had."""


def scope_of(site: Site) -> Scope:
    return Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR)


def with_sibling(site: Site) -> None:
    with writing(site.database) as session:
        households.link_siblings(
            session, site.keys, scope_of(site), site.ids.own.student, site.ids.students[OWN][2], now=utc_now()
        )


def with_closed_need(site: Site) -> None:
    with writing(site.database) as session:
        needs.close(session, scope_of(site), site.ids.own.student, site.ids.own.need, now=utc_now())


def with_guardian_first(site: Site) -> None:
    """The guardian of the matrix stands second, so that there is somebody to be moved before."""
    with writing(site.database) as session:
        own, order = site.ids.own.student, [one.id for one in opened(site).guardians]
        guardians.order(session, scope_of(site), own, [*order[1:], order[0]], now=utc_now())


def with_order(site: Site) -> None:
    site.sign_in("specialist")
    path = f"/students/{site.ids.own.student}/guardians/{site.ids.own.guardian}/no-contact"
    assert site.send(path, path, {"words": "Ordered by the court in May"}).status_code == 303


def as_left(site: Site) -> None:
    with writing(site.database) as session:
        now = utc_now()
        changes.mark_left(session, scope_of(site), site.ids.own.student, today=now.date(), now=now)


def as_disabled(site: Site) -> None:
    site.sign_in("administrator")
    page = f"/staff/{site.ids.staff['viewer']}"
    assert site.send(page, f"{page}/disable").status_code == 303


def with_empty_school(site: Site) -> None:
    """The school of the matrix has nobody any more."""
    school = next(iter(site.ids.schools.values()))
    other = list(site.ids.schools.values())[1]
    for table in ("student", "referral"):
        site.run(f"UPDATE {table} SET school_id = :other WHERE school_id = :school", other=other, school=school)
    site.run("DELETE FROM staff_school WHERE school_id = :school", school=school)


def marked(how: str) -> Callable[[Site], None]:
    """The services of the directory are set so, behind the desk's back."""
    return lambda site: site.run(f"UPDATE service SET {how}")


@dataclass(frozen=True, slots=True)
class Edit:
    """A form that changes what two people can edit: the page on which it stands, and what somebody types there."""

    page: str
    fields: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    role: str = "specialist"
    before: Callable[[Site], None] | None = None


EDITS: Mapping[str, Edit] = {
    f"POST {STUDENT}/edit": Edit(f"{STUDENT}/edit", {"preference_words": "typed words"}),
    f"POST {GUARDIAN}": Edit(GUARDIAN, {"way_words": "typed words"}),
    f"POST {GUARDIAN}/remove": Edit(GUARDIAN),
    f"POST {GUARDIAN}/up": Edit(STUDENT, before=with_guardian_first),
    f"POST {GUARDIAN}/no-contact": Edit(f"{GUARDIAN}/no-contact", {"words": "typed words"}),
    f"POST {GUARDIAN}/no-contact/lift": Edit(f"{GUARDIAN}/no-contact", {"reason": "typed words"}, before=with_order),
    f"POST {NEED}/urgency": Edit(STUDENT, {"urgency": "1"}),
    f"POST {NEED}/close": Edit(STUDENT),
    f"POST {NEED}/reopen": Edit(STUDENT, before=with_closed_need),
    f"POST {STUDENT}/household": Edit(f"{STUDENT}/household", {"number": "JH-7730103"}),
    f"POST {STUDENT}/household/untie": Edit(STUDENT, before=with_sibling),
    f"POST {STUDENT}/left": Edit(f"{STUDENT}/left"),
    f"POST {STUDENT}/back": Edit(STUDENT, before=as_left),
    f"POST {STUDENT}/delete": Edit(f"{STUDENT}/delete", {"word": "DELETE"}, "administrator"),
    f"POST {STUDENT}/consents/{{consent_id:str}}/withdraw": Edit(
        f"{STUDENT}/consents/{{consent_id:str}}", {"withdrawn_by": "typed words"}
    ),
    "POST /schools/{school_id:str}": Edit("/schools/{school_id:str}", {"street": "typed words"}, "administrator"),
    "POST /schools/{school_id:str}/dismissal": Edit("/schools/{school_id:str}/dismissal", {"ends": "3:15 pm"}, "administrator"),
    "POST /insurance-plans": Edit(
        "/insurance-plans", {"plans": "Plan,Payment,Also called\nMaple Care,private,"}, "administrator"
    ),
    "POST /schools/{school_id:str}/remove": Edit("/schools/{school_id:str}", role="administrator", before=with_empty_school),
    "POST /staff/{staff_id:str}": Edit("/staff/{staff_id:str}", {"name": "typed words"}, "administrator"),
    "POST /staff/{staff_id:str}/disable": Edit("/staff/{staff_id:str}", role="administrator"),
    "POST /staff/{staff_id:str}/enable": Edit("/staff/{staff_id:str}", role="administrator", before=as_disabled),
    "POST /directory/{record_id:str}/edit": Edit(
        "/directory/{record_id:str}/edit", {"service.description": "typed words"}, "coordinator"
    ),
    f"POST {RECORD}/confirm": Edit(RECORD, role="coordinator"),
    f"POST {RECORD}/hide": Edit(RECORD, role="coordinator"),
    f"POST {RECORD}/show": Edit(RECORD, role="coordinator", before=marked("status = 'inactive'")),
    f"POST {RECORD}/confidential": Edit(RECORD, role="coordinator"),
    f"POST {RECORD}/not-confidential": Edit(RECORD, role="coordinator", before=marked("confidential = true")),
    f"POST {RECORD}/do-not-refer": Edit(RECORD, {"why": "typed words"}, "coordinator"),
    f"POST {RECORD}/refer-again": Edit(RECORD, role="coordinator", before=marked("do_not_refer = true")),
}
"""The forms that carry a version, by route."""

ADDS = "adds something of its own, and overwrites nothing"
APPENDS = "appends an event, and names the newest one that its page knew of: what happened since is shown first (test_meanwhile)"
ENDS = "takes back or ends one thing by its id; once it is ended, a second one finds nothing to end"
ONE_FACT = "sets the one fact that its button names, in a record whose other fields it does not touch; history keeps both"
OWN_THING = "changes what is only the sender's own"
BY_LINK = "comes from a family or a provider, who have no account, and is kept beside what is there"
OF_A_LIST = "acts on a list or an upload, whose own plan is compared when it is written"

WITHOUT: Mapping[str, str] = {
    "POST /alarms/{alarm_id:str}": "refused where a colleague has seen to it already",
    "POST /sign-in": OWN_THING,
    "POST /sign-out": OWN_THING,
    "POST /welcome/{token:str}": OWN_THING,
    "POST /account": OWN_THING,
    "POST /a": BY_LINK,
    "POST /a/{token:str}": BY_LINK,
    "POST /a/{token:str}/stop": BY_LINK,
    "POST /staff": ADDS,
    "POST /staff/{staff_id:str}/link": ADDS,
    "POST /staff/{staff_id:str}/hand-over": "names both owners, and moves only what the first one still has",
    "POST /work/hand-over": "names both owners, and moves only what the first one still has",
    "POST /schools": ADDS,
    "POST /outcomes/schools": OF_A_LIST,
    "POST /students/new": ADDS,
    f"POST {STUDENT}/guardians": ADDS,
    f"POST {STUDENT}/needs": ADDS,
    f"POST {STUDENT}/consents": ADDS,
    f"POST {STUDENT}/consents/spoken": ADDS,
    f"POST {STUDENT}/contacts": ADDS,
    f"POST {STUDENT}/contacts/{{contact_id:str}}/take-back": ENDS,
    f"POST {STUDENT}/refer": ADDS,
    f"POST {STUDENT}/find/shortlist": OWN_THING,
    "POST /find/shortlist": OWN_THING,
    "POST /search/shortlist": OWN_THING,
    "POST /shortlist/add": OWN_THING,
    "POST /shortlist/remove": OWN_THING,
    "POST /shortlist/clear": OWN_THING,
    "POST /referrals/{referral_id:str}/backups": ADDS,
    "POST /referrals/{referral_id:str}/events": APPENDS,
    "POST /referrals/{referral_id:str}/signature": ENDS,
    "POST /referrals/{referral_id:str}/events/{event_id:str}/take-back": ENDS,
    "POST /referrals/{referral_id:str}/letter": ADDS,
    "POST /referrals/{referral_id:str}/letter/end-links": ENDS,
    "POST /referrals/{referral_id:str}/share": ADDS,
    "POST /referrals/{referral_id:str}/share/end-links": ENDS,
    "POST /letters": ADDS,
    "POST /letters/{letter_id:str}/mail": ADDS,
    "POST /work/{referral_id:str}/record": APPENDS,
    "POST /work/{referral_id:str}/later": APPENDS,
    "POST /work/{referral_id:str}/undo": ENDS,
    "POST /work/{referral_id:str}/take": "compares whose it is, and is refused where somebody works on it",
    "POST /directory/new": ADDS,
    "POST /directory/confirm": ONE_FACT,
    "POST /directory/{record_id:str}/merge": "carries the versions of both records in its own form",
    "POST /directory/{record_id:str}/take-back": ENDS,
    "POST /directory/flags/{flag_id:str}/done": ENDS,
    "POST /imports/new": ADDS,
    "POST /imports/{import_id:str}/review": OF_A_LIST,
    "POST /imports/uploads/{upload_id:str}": OF_A_LIST,
    "POST /imports/uploads/{upload_id:str}/drop": OF_A_LIST,
}
"""The forms that write and carry no version, each with why nobody's change can be lost by it."""

WRITES = [name_of(route) for route in ROUTES if route.method == "POST" and not route.reads]


def opened(site: Site) -> StudentFile:
    """The file of the student whose school is the specialist's, for every role that may see it."""
    with reading(site.database) as session:
        return caseload.open_student(session, site.keys, scope_of(site), site.ids.own.student)


def place(site: Site, path: str) -> str:
    """The path with the ids of the matrix in it."""
    return filled(path, site.ids, site.ids.own)


def test_every_form_that_writes_says_how_it_keeps_what_others_changed() -> None:
    """A form carries a version and is tried below, or says why it needs none: a new one fails here until it does either.

    Give it a version (storage.versions, web.core.stale) and a line in EDITS; or write in WITHOUT why nothing can be lost by it.
    """
    assert [name for name in WRITES if name not in EDITS and name not in WITHOUT] == []
    assert sorted(EDITS.keys() & WITHOUT.keys()) == []
    assert sorted((EDITS.keys() | WITHOUT.keys()) - set(WRITES)) == []


@pytest.mark.parametrize("name", EDITS)
def test_an_older_page_is_refused_and_can_be_sent_again_knowingly(site: Site, name: str) -> None:
    """A save with an older version answers 409, writes nothing and keeps what was typed; sent from that page, it is done."""
    edit = EDITS[name]
    if edit.before:
        edit.before(site)
    site.sign_in(edit.role)
    page, path = place(site, edit.page), place(site, name.removeprefix("POST "))
    form = form_to(site.get(page).text, path).as_it_is() | {
        key: [value] if isinstance(value, str) else list(value) for key, value in edit.fields.items()
    }
    assert site.post(path, {**form, "version": []}).status_code == 422, "a form without a version"
    refused = site.post(path, {**form, "version": OLD})
    assert refused.status_code == 409
    again = form_to(refused.text, path).as_it_is()
    assert again["version"] == form["version"], "the new version is the one that is saved"
    assert "typed words" not in str(edit.fields) or "typed words" in refused.text
    assert site.post(path, {**form, **again}).status_code == 303
