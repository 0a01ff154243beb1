"""The mail about words of danger: to whom, when, and what it may not say."""

from __future__ import annotations

from sqlalchemy import text

from directory.mail.alarms import tell_administrators
from directory.mail.server import MailConnection, Server
from directory.storage.people import staff as staff_rows
from directory.students import needs
from tests.mail.mailing import HOUSE, SENDER, Mailbox, given, mail_server, no_server, opening
from tests.referrals.making import Loop
from tests.students.making import OF_ELM, OF_OAK


def tell(loop: Loop, server: Server) -> int:
    with MailConnection(server, timeout=5.0) as post:
        return tell_administrators(opening(loop, 0), post, SENDER, HOUSE)


def test_administrators_are_told_once_of_an_alarm_without_a_name(loop_on_each: Loop) -> None:
    """Each administrator reads how many at which school, never who or what; a server that is away takes nobody's mail."""
    with loop_on_each.district.writing() as session:
        session.execute(text("UPDATE staff SET password_hash = 'set'"))
    given(loop_on_each)
    box = Mailbox()
    with mail_server(box) as server:
        assert tell(loop_on_each, server) == 0
        with loop_on_each.work() as work:
            sentence = "Ana wants to kill herself"
            needs.add(work.session, work.keys, work.scope, loop_on_each.student_id, sentence=sentence, now=work.now)
        assert tell(loop_on_each, no_server()) == 0
        assert [tell(loop_on_each, server), tell(loop_on_each, server)] == [1, 0]
    body = box.mails[0].get_content()
    assert "Oak Elementary: 1" in body
    assert "https://desk.example.org/" in body
    assert not any(word in str(box.mails[0]) for word in ("Ana", "Peña", "kill", "uicide (", "student:"))


def test_specialists_are_told_where_there_is_no_administrator(loop_on_each: Loop) -> None:
    """Where no administrator can be written to, the specialists of the student's school are told, and nobody of another one."""
    with loop_on_each.district.writing() as session:
        session.execute(text("UPDATE staff SET password_hash = 'set'"))
        session.execute(text("UPDATE staff SET disabled_at = made_at WHERE role = 'administrator'"))
    given(loop_on_each)
    box = Mailbox()
    with mail_server(box) as server:
        with loop_on_each.work() as work:
            staff_rows.set_schools(work.session, OF_OAK.staff_id, OF_OAK.school_ids)
            staff_rows.set_schools(work.session, OF_ELM.staff_id, OF_ELM.school_ids)
            sentence = "Ana wants to kill herself"
            needs.add(work.session, work.keys, work.scope, loop_on_each.student_id, sentence=sentence, now=work.now)
        assert [tell(loop_on_each, server), tell(loop_on_each, server)] == [1, 0]
    assert [one.rcpt_tos for one in box.taken] == [["staff-oak@example.org"]]
    assert "Oak Elementary: 1" in box.mails[0].get_content()
