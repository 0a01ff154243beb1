"""A student's file: needs first, then guardians and consents, with the crisis card above everything."""

from __future__ import annotations

from directory.district_settings.effective import DistrictSettings
from directory.finding.crisis import Crisis, crisis_card
from directory.students import changes, guardians, no_contact
from directory.students.alarms import acknowledged
from directory.students.contact_ways import by_mail, by_phone
from directory.students.files import StudentFile
from directory.students.profile import CONSENT_HOW, INSURANCE, PREFERENCES, RECORDS, WAYS
from directory.students.signers import ConsentState
from directory.web.core.request import Answer, Asked
from directory.web.core.routes import get
from directory.web.finding.offered import domains
from directory.web.referrals import timeline
from directory.web.students import access, alarms
from directory.web.students.ages import age_words
from directory.web.students.needs import URGENCY_CHOICES
from matching.danger import read
from matching.needs import terms

ON_HOLD = (ConsentState.HELD, ConsentState.OF_AGE)
SHORT_STATES = {
    ConsentState.ENDED: "Over",
    ConsentState.WITHDRAWN: "Withdrawn",
    ConsentState.HELD: "On hold: who signed may not be contacted, or is not on file",
    ConsentState.OF_AGE: "On hold: the student is 18 and signs alone",
    ConsentState.SPOKEN: "Spoken: opens no sharing",
    ConsentState.HISTORY: "From before signatures: opens no sharing",
}


@get("/students/{student_id:str}", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    states = {one.id: file.state_of(one, asked.today) for one in file.consents}
    born = file.profile.birth_date
    shown = {
        "age": age_words(born, asked.today) if born else "",
        "alarms": alarms.waiting(asked, student_id),
        "seen_to": acknowledged(asked.session, asked.keys, asked.scope, student_id),
        "crisis": crisis_of(file, asked.district),
        "guardians": [(one, by_phone(one.details, file.cared), by_mail(one.details, file.cared)) for one in file.held],
        "acts": no_contact.history(asked.session, asked.keys, asked.scope, student_id),
        "order_version": guardians.order_version(file),
        "file_version": changes.file_version(file),
        "in_force": [one for one in file.consents if states[one.id] is ConsentState.ACTIVE],
        "on_hold": [one for one in file.consents if states[one.id] in ON_HOLD],
        "not_in_force": [one for one in file.consents if states[one.id] not in (ConsentState.ACTIVE, *ON_HOLD)],
        "consent_states": SHORT_STATES,
        "records": RECORDS,
        "insurances": INSURANCE,
        "preferences": PREFERENCES,
        "ways": WAYS,
        "how": CONSENT_HOW,
        "urgencies": URGENCY_CHOICES,
        "domains": domains(),
        "typed": {"sentence": "", "needs": (), "urgency": "2"},
        "errors": {},
    }
    return access.page(asked, file, "show", shown | timeline.of_file(asked, file))


def crisis_of(file: StudentFile, district: DistrictSettings) -> Crisis | None:
    """Return the crisis card while a need with words of danger is open; it stays until somebody closes that need."""
    named = (need.term for need in file.open_needs if need.term in terms() and terms()[need.term].crisis)
    return crisis_card(read(*named, *(need.words for need in file.open_needs)), district)
