"""Letters given and kept, on both databases."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import text

from directory.district_settings.effective import DistrictSettings
from directory.errors import RefusedError, UnknownError, UsageError
from directory.letters import issuance
from directory.letters.content import LetterContent
from directory.letters.issuance import LetterOptions
from directory.models.codes import DisclosureWay, EventKind, ReferralStatus
from directory.referrals import disclosures, files
from directory.referrals.answers import links
from directory.settings import Settings
from directory.storage.engine import writing
from directory.storage.people.tokens import hashed
from directory.storage.referrals import referrals
from directory.students import caseload, guardians
from directory.students.profile import GuardianDetails
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop, agree
from tests.students.making import BLIND, ELM, OF_ELM

DISTRICT = DistrictSettings(Settings(district="Oak Schools", district_phone="+15175550100"))
ADDRESS = "https://desk.example.org"


def _give(loop: Loop, referral_id: str, wish: LetterOptions | None = None, *, days: int = 0) -> issuance.GivenLetter:
    with loop.work(days=days) as work:
        return issuance.give_letter(work, DISTRICT, referral_id, wish or LetterOptions(), address=ADDRESS)


def _change(loop: Loop, statement: str, **values: object) -> None:
    with writing(loop.district.engine) as session:
        session.execute(text(statement), values)


def _whole(content: LetterContent) -> str:
    return msgspec.json.encode(content).decode()


def test_a_letter_moves_the_referral_and_opens_its_link(loop: Loop) -> None:
    """A first letter counts as given, in the family's language, with a link and a code that open; the next is noted as given again."""
    referral_id = loop.open()[0]
    given = _give(loop, referral_id)
    assert given.content.language == "es"
    token = given.content.link.removeprefix(f"{ADDRESS}/a/")
    assert len(given.content.code) >= 6
    with loop.district.reading() as session:
        opened = links.read_link(session, loop.keys, token, now=NOW, today=TODAY)
        assert isinstance(opened, links.OpenedLink)
        assert opened.referral_id == referral_id
    _give(loop, referral_id)
    with loop.district.reading() as session:
        file = files.open_referral(session, loop.keys, OF_OAK, referral_id)
    assert [event.row.kind for event in file.events] == [EventKind.OPENED, EventKind.SENT, EventKind.LETTER_GIVEN]


def test_a_letter_is_kept_as_it_was_less_its_link(loop: Loop) -> None:
    """The kept copy says all that the letter said, but holds neither token nor code; a reprint has a link of its own."""
    referral_id = loop.open()[0]
    given = _give(loop, referral_id)
    with loop.work() as work:
        _, content = issuance.stored_letter(work, given.letter_id)
    assert content == given.content.blanked()
    token = given.content.link.rpartition("/")[2]
    assert token not in _whole(content)
    assert given.content.code not in _whole(content)
    assert token not in _give(loop, referral_id).content.link
    with loop.district.reading() as session:
        for name in ("referral_letter", "answer_link", "audit_entry", "referral_event"):
            rows = str(session.execute(text(f"SELECT * FROM {name}")).all())
            assert token not in rows
            assert given.content.code not in rows
        assert hashed(token) in str(session.execute(text("SELECT * FROM answer_link")).all())


def test_a_letter_on_the_screen_is_drawn_again_by_its_own_link_alone(loop: Loop) -> None:
    """Whoever still holds the link gets the same letter once more, and nobody with another letter's link."""
    first, second, _ = loop.open()
    given, other = _give(loop, first), _give(loop, second)
    token, code = given.content.link.rpartition("/")[2], given.content.code
    with loop.work() as work:
        assert issuance.reprint(work, given.letter_id, token, code, address=ADDRESS).content == given.content
        with pytest.raises(UnknownError):
            issuance.reprint(work, other.letter_id, token, code, address=ADDRESS)


def test_letters_are_those_of_the_own_students(loop: Loop) -> None:
    """To a colleague of another school, a coordinator and a viewer a letter is as unknown as its referral."""
    referral_id = loop.open()[0]
    given = _give(loop, referral_id)
    for scope in BLIND:
        with pytest.raises(UnknownError), loop.work(scope) as work:
            issuance.stored_letter(work, given.letter_id)
        with pytest.raises(UnknownError), loop.work(scope) as work:
            issuance.give_letter(work, DISTRICT, referral_id, LetterOptions(), address=ADDRESS)


def test_a_provider_that_became_confidential_loses_its_place(loop: Loop) -> None:
    """What the letter was opened with stays frozen, but a place that must not be told any more is not told."""
    referral_id = loop.open()[0]
    assert "12 Maple Street" in _whole(_give(loop, referral_id).content)
    _change(loop, "UPDATE service SET confidential = true WHERE name = 'Talking Together'")
    assert "Maple Street" not in _whole(_give(loop, referral_id).content)


def test_a_number_that_was_mended_is_the_one_that_is_printed(loop: Loop) -> None:
    """A letter prints the telephone number that the directory has now, a backup's too, not the one of the opening."""
    _, backup, _ = loop.open()
    _change(loop, "UPDATE phone SET number = '+15175550177' WHERE number = '+15175550102'")
    whole = _whole(_give(loop, backup).content)
    assert "(517) 555-0177" in whole
    assert "555-0102" not in whole


def test_whoever_works_here_signs_for_the_school_of_today(loop: Loop) -> None:
    """A colleague whose account is closed signs no letter, and a student who changed schools has the new one's name on it."""
    referral_id = loop.open()[0]
    _change(loop, "UPDATE staff SET disabled_at = made_at WHERE id = :id", id=OF_OAK.staff_id)
    _change(loop, "UPDATE student SET school_id = :id", id=ELM)
    with loop.work(OF_ELM) as work:
        signer = issuance.give_letter(work, DISTRICT, referral_id, LetterOptions(), address=ADDRESS).content.signer
    assert (signer.name, signer.school) == (OF_ELM.staff_id.title(), "Elm Middle")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE service SET do_not_refer = true WHERE name = 'Talking Together'", "do not refer"),
        ("UPDATE service SET status = 'defunct' WHERE name = 'Talking Together'", "not running"),
    ],
)
def test_a_family_is_sent_nowhere_that_was_ruled_out_since(loop: Loop, statement: str, words: str) -> None:
    """A provider that is closed or ruled out by now gets no letter, and the referral stays as it was."""
    referral_id = loop.open()[0]
    _change(loop, statement)
    with pytest.raises(RefusedError, match=words):
        _give(loop, referral_id)
    with loop.district.reading() as session:
        assert files.open_referral(session, loop.keys, OF_OAK, referral_id).row.status == ReferralStatus.DRAFT


def test_a_letter_on_the_screen_is_not_drawn_again_with_a_place_that_became_confidential(loop: Loop) -> None:
    """What must not be told any more goes out neither as PDF nor by mail from a page that was left open."""
    given = _give(loop, loop.open()[0])
    _change(loop, "UPDATE service SET confidential = true WHERE name = 'Talking Together'")
    token, code = given.content.link.rpartition("/")[2], given.content.code
    with pytest.raises(RefusedError, match="confidential"), loop.work() as work:
        issuance.reprint(work, given.letter_id, token, code, address=ADDRESS)


def test_somebody_who_is_shut_out_answers_no_more(loop: Loop) -> None:
    """When a guardian may not be contacted any more, the links of all letters given so far end."""
    given = _give(loop, loop.open()[0])
    with loop.work() as work:
        guardian_id = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id).guardians[0].id
        shut = GuardianDetails("Marta Peña", no_contact=True, no_contact_words="Ordered by a court")
        guardians.change(work.session, loop.keys, OF_OAK, loop.student_id, guardian_id, details=shut, now=NOW)
        token = given.content.link.rpartition("/")[2]
        assert links.read_link(work.session, loop.keys, token, now=NOW, today=TODAY) == links.ClosedLink(
            ended=True, language="es"
        )


def test_an_old_letter_does_not_tell_where_the_child_is_now(loop: Loop) -> None:
    """Behind the link of a letter stands the school that gave it, and nobody of the next one."""
    given = _give(loop, loop.open()[0])
    _change(loop, "UPDATE student SET school_id = :id", id=ELM)
    with loop.district.reading() as session:
        opened = links.read_link(session, loop.keys, given.content.link.rpartition("/")[2], now=NOW, today=TODAY)
    assert isinstance(opened, links.OpenedLink)
    assert (opened.school, opened.contact, opened.phone, opened.email) == ("Oak Elementary", None, None, None)


def test_a_letter_denies_nothing_that_was_told_to_another(loop: Loop) -> None:
    """After something was told to one provider, the letter to another does not say that nobody was told."""
    first, second, _ = loop.open()
    assert "We have not given your name" in _whole(_give(loop, second).content)
    with loop.work() as work:
        agreed = agree(work.session, loop)
        row = referrals.lock(work.session, OF_OAK, first)
        disclosures.disclose(
            work, row, disclosures.DisclosureDetails("Maple House", "Ana"), how=DisclosureWay.LINK, consent_id=agreed
        )
    whole = _whole(_give(loop, second).content)
    assert "We have not given your name" not in whole
    assert "You said yes" not in whole


def test_a_closed_referral_gets_no_letter(loop: Loop) -> None:
    """After it was closed a letter is refused, with what to do instead."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "cancelled")
    with pytest.raises(RefusedError, match="open it again"):
        _give(loop, referral_id)


def test_nobody_who_is_shut_out_is_greeted(loop: Loop) -> None:
    """A letter that would greet a guardian under an order is not made; one that greets nobody in particular names nobody."""
    with loop.work() as work:
        shut = GuardianDetails("Rex Hollow", "Father", no_contact=True, no_contact_words="Ordered by a court")
        shut_id = guardians.add(work.session, loop.keys, OF_OAK, loop.student_id, shut, now=NOW)
    referral_id = loop.open()[0]
    with pytest.raises(issuance.ShutOutError, match="nobody may contact them"):
        _give(loop, referral_id, LetterOptions(guardian_id=shut_id))
    assert "Hollow" not in _whole(_give(loop, referral_id).content)


@pytest.mark.parametrize("wish", [LetterOptions(way="PRINT"), LetterOptions(way=""), LetterOptions(language="xx")])
def test_a_letter_is_given_only_in_a_way_and_a_language_that_are_offered(loop: Loop, wish: LetterOptions) -> None:
    """An unknown way is not taken for paper, nor an unknown language for the family's: nothing is given and nothing recorded."""
    referral_id = loop.open()[0]
    with pytest.raises(UsageError, match="No letter was given"):
        _give(loop, referral_id, wish)
    assert _give(loop, referral_id).letter_id


def test_without_an_address_a_letter_has_no_link(loop: Loop) -> None:
    """Where no address is set, the letter says to call, and no link is made."""
    referral_id = loop.open()[0]
    with loop.work() as work:
        given = issuance.give_letter(work, DISTRICT, referral_id, LetterOptions(), address=None)
    assert (given.content.link, given.content.code) == ("", "")
    with loop.district.reading() as session:
        assert session.execute(text("SELECT count(*) FROM answer_link")).scalar() == 0


def test_a_batch_names_what_it_cannot_give(loop: Loop) -> None:
    """Of several letters the refused ones are named with the reason, each referral once."""
    first, second, _ = loop.open()
    loop.record(second, "cancelled")
    with loop.work() as work:
        batch = issuance.give_many(work, DISTRICT, [first, second, first], LetterOptions(), address=ADDRESS)
    assert [one.referral_id for one in batch.given] == [first]
    assert [referral_id for referral_id, _ in batch.refused] == [second]
