"""A referral with a link to answer it, and what came of the answers."""

from __future__ import annotations

import datetime

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models import Base
from directory.models.codes import EventKind, Recipient, Role
from directory.referrals import opening, updates
from directory.referrals.answers import links
from directory.referrals.answers.links import IssuedLink
from directory.referrals.event_checks import NewEvent
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.work import Work
from directory.storage.engine import writing
from directory.storage.referrals import referrals as stored
from directory.storage.scope import Scope
from tests.district import OWN
from tests.web.browsing import Site, utc_now


def scope_of(site: Site) -> Scope:
    return Scope(site.ids.staff["specialist"], Role.SPECIALIST, frozenset({site.ids.schools[OWN]}))


def refer(site: Site, audience: Recipient = Recipient.FAMILY, language: str = "en") -> tuple[str, IssuedLink]:
    """A referral of the specialist's own student, given, and a link with a code to answer it."""
    now = utc_now()
    with writing(site.database) as session:
        work = Work(
            session, site.keys, scope_of(site), SchoolCalendar(), now.replace(tzinfo=datetime.UTC).astimezone().date(), now
        )
        chosen = [opening.ProviderChoice(site.ids.records["Talking Helps"])]
        (referral_id,) = opening.open_referral(
            work,
            site.ids.own.student,
            site.ids.own.need,
            chosen,
            said=opening.OpeningStatement(accepted=AcceptedMisfit("They were called first")),
        )
        updates.record(work, referral_id, NewEvent(EventKind.SENT))
        row = stored.one(session, work.scope, referral_id)
        return referral_id, links.make_link(work, row, audience, language, with_code=True)


def events(site: Site, referral_id: str) -> list[tuple[object, ...]]:
    """What came by link: kind, who, and whether it changed nothing."""
    query = "SELECT kind, who, held FROM referral_event WHERE referral_id = :id AND who IN ('family', 'provider') ORDER BY number"
    return [(kind, who, bool(held)) for kind, who, held in site.rows(query, id=referral_id)]


def everything(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    return {table: sorted(site.rows(f'SELECT * FROM "{table}"'), key=repr) for table in Base.metadata.tables}
