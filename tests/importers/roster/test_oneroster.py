"""OneRoster 1.1 and 1.2: students with their guardians, birth dates and schools out of several files."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from importers.errors import ListError
from importers.roster import files as roster_files
from importers.roster.row import RosterSchool

TODAY = datetime.date(2026, 9, 1)
USERS = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
s1,active,,true,"d1,o1",student,ana,,Ana,Ruiz,,00417,,,,p1,03,
s2,active,,false,o1,student,bo,,Bo,Lee,,00418,,,,,KG,
s3,tobedeleted,,true,o1,student,cy,,Cy,Lee,,,,,,,12,
t1,active,,true,o1,teacher,jo,,Jo,May,,T1,jo@example.org,,,,,
p1,active,,true,o1,parent,el,,Elena,Ruiz,,,elena@example.org,517-555-0101,517-555-0102,,,
p2,active,,true,o1,guardian,om,,Omar,Lee,,,,,517-555-0103,"s2,s3",,
"""
DEMOGRAPHICS = "sourcedId,status,dateLastModified,birthDate,sex\ns1,active,,2017-03-14,female\ns2,active,,2031-01-01,male\n"
ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,active,,Maple Valley Schools,district,,
o1,active,,Cedar Elementary School,school,017,d1
"""
FILES = {"users.csv": USERS.encode(), "demographics.csv": DEMOGRAPHICS.encode(), "orgs.csv": ORGS.encode()}


def test_the_files_are_put_together() -> None:
    """A student has the school of orgs.csv, the birth date of demographics.csv, and guardians whichever of the two names the other."""
    found = roster_files.read(FILES, TODAY)
    ana, bo, cy = found.rows
    assert (ana.number, ana.fields["birth_date"], ana.fields["grade"]) == ("00417", datetime.date(2017, 3, 14), "3")
    assert ana.school == RosterSchool("Cedar Elementary School", ("017",), made=True)
    assert ana.guardians is not None
    assert [(g.name, g.relationship, g.phones, g.email) for g in ana.guardians] == [
        ("Elena Ruiz", "Parent", ("+15175550101", "+15175550102"), "elena@example.org")
    ]
    assert [g.name for g in bo.guardians or ()] == [g.name for g in cy.guardians or ()] == ["Omar Lee"]
    assert (cy.number, found.skipped) == ("s3", 3)


def test_leavers_are_told_by_status_and_account() -> None:
    """A record to be deleted and an account that is off are leavers; a birth date in the future rejects the row."""
    rows = roster_files.read(FILES, TODAY).rows
    assert [(row.left, row.rejected) for row in rows] == [(False, False), (True, True), (True, False)]


def test_users_alone_are_enough() -> None:
    """users.csv alone is read: the birth date is not known, and the school goes by its id."""
    rows = roster_files.read({"export.csv": FILES["users.csv"]}, TODAY).rows
    assert "birth_date" not in rows[0].fields
    assert rows[0].school == RosterSchool(None, ("d1",))


def test_a_zip_holds_the_same() -> None:
    """The files in a zip, in a folder of it or not, are the files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(f"export/{name}", data)
    assert roster_files.read({"export.zip": packed.getvalue()}, TODAY) == roster_files.read(FILES, TODAY)


ROLES = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n"
USERS_12 = """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,identifier,email,sms,phone,agentSourcedIds,grades,preferredGivenName,primaryOrgSourcedId
s1,active,,true,ana,,Ana,Ruiz,00417,,,,,03,Alex,
t1,active,,true,jo,,Jo,May,T1,,,,,,,o1
"""


def test_roles_stand_apart_since_1_2() -> None:
    """In 1.2 role and school stand in roles.csv, the primary one counts, and the legal given name is taken."""
    roles = (
        ROLES + "r1,active,,s1,secondary,aide,,,o9,\nr2,active,,s1,primary,student,,,o1,\nr3,active,,t1,primary,teacher,,,o1,\n"
    )
    files = {"users.csv": USERS_12.encode(), "roles.csv": roles.encode(), "orgs.csv": ORGS.encode()}
    (row,) = roster_files.read(files, TODAY).rows
    assert (row.number, row.fields["given_name"], row.school and row.school.name) == ("00417", "Ana", "Cedar Elementary School")


@pytest.mark.parametrize(
    "files", [{"users.csv": USERS_12.encode()}, {"orgs.csv": ORGS.encode(), "demographics.csv": DEMOGRAPHICS.encode()}]
)
def test_what_is_missing_is_named(files: dict[str, bytes]) -> None:
    """Without users.csv, or in 1.2 without roles.csv, the roster is refused."""
    with pytest.raises(ListError, match=r"users\.csv"):
        roster_files.read(files, TODAY)
