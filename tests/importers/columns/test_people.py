"""Lists of students and other people are never taken for lists of providers, nor the other way."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from importers import read
from importers.errors import SubjectError
from importers.roster import files

TODAY = datetime.date(2026, 3, 9)

PEOPLE = {
    "whole": "Student ID,Last Name,First Name,DOB,Grade,School,Guardian Name,Guardian Phone\n71,Zyxmoss,Ada,2014-05-05,6,Alder High,Bo Zyxmoss,517-555-0101",
    "system": "student_number,last_name,first_name,dob,grade_level,home_room\n71,Zyxmoss,Ada,05/05/2014,6,B2\n72,Zyxoak,Ben,06/05/2014,6,B2",
    "camel": "studentUniqueId,firstName,lastSurname,birthDate\n71,Ada,Zyxmoss,2014-05-05\n72,Ben,Zyxoak,2013-05-05",
    "short": "ID,Last,First,Grade,School\n71,Zyxmoss,Ada,9,Alder High\n72,Zyxoak,Ben,10,Alder High",
    "class": "Last Name,First Name,Grade\nZyxmoss,Ada,3rd\nZyxoak,Ben,K",
    "one name": 'Name,Grade,School\n"Zyxmoss, Ada",9,Alder High\n"Zyxoak, Ben",10,Alder High',
    "one name, first first": "ID,Name,Grade,Building\n71,Ada Zyxmoss,9,Alder High\n72,Ben de la Zyxoak,10,Alder High",
    "contacts": "Student ID,Contact Name,Relationship,Guardian Name,Guardian Cell\n71,Bo Zyxmoss,Uncle,Di Zyxmoss,517-555-0101",
    "guardians": "Child,Mother's Name,Mother's Cell,Father's Name\nAda Zyxmoss,Di Zyxmoss,517-555-0101,Bo Zyxmoss",
    "custody": "Pupil Name,Custody Alert\nAda Zyxmoss,Court order: no contact with father\nBen Zyxoak,",
    "with an agency": "Student Name,Referred To Agency,Date,Phone\nAda Zyxmoss,Oak House,2026-01-02,517-555-0101",
    "clients": "Client Name,Date of Birth,Program,Phone\nAda Zyxmoss,2014-05-05,Chess Club,517-555-0101",
    "spanish": "Número de estudiante,Apellidos,Nombres,Fecha de nacimiento,Grado,Escuela\n71,Zyxmoss,Ada,05/05/2014,6,Escuela Roble",
    "spanish, short": "Apellido,Nombre,Grado,Nombre de la madre,Teléfono de la madre\nZyxmoss,Ada,6,Di Zyxmoss,517-555-0101",
    "spanish, child": "Nombre del niño,Nacimiento,Escuela\nAda Zyxmoss,05/05/2014,Escuela Roble",
    "camp": "Camper First Name,Camper Last Name,Allergies,Parent Email\nAda,Zyxmoss,nuts,di@example.org",
    "serials": "Name,Birthdate,Teacher\nAda Zyxmoss,41764,Fern\nBen Zyxoak,41400,Fern",
    "age": "Name,Age,Parent Phone\nAda Zyxmoss,9,517-555-0101\nBen Zyxoak,10,517-555-0102",
    "house": "Scholar,Yr,House\nAda Zyxmoss,9,Red\nBen Zyxoak,10,Blue",
    "caseload": "Student Name (Last First),Case Manager,Service Minutes\nZyxmoss Ada,Fern,30",
    "initials": "Student Initials,Grade,Concern\nA.Zyx.,9,housing\nB.Zyx.,10,food",
    "emergency": "Last,First,Emergency Contact,Emergency Phone,Bus\nZyxmoss,Ada,Bo Zyxmoss,517-555-0101,12",
    "needs": "Student,Counselor,Needs,Phone\nAda Zyxmoss,Fern,Tutoring,517-555-0101\nBen Zyxoak,Fern,Housing,517-555-0102",
    "spanish, both names": 'Apellido y nombre,DNI,Escuela,Grado\n"Zyxmoss, Ada",123,Roble,3\n"Zyxoak, Ben",124,Roble,4',
    "spanish, pupil": "Alumno,Tutor legal,Teléfono,Curso\nAda Zyxmoss,Bo Zyxmoss,517-555-0101,3A",
    "household": "Stu Full Name,Household ID,Home Language\nAda Zyxmoss,H1,Somali\nBen Zyxoak,H2,English",
    "no header": "71,Zyxmoss,Ada,2014-05-05,6,Alder High\n72,Zyxoak,Ben,2013-05-05,7,Alder High\n73,Zyxelm,Cy,2012-05-05,8,Alder High",
    "users": "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,grades\nu1,active,true,o1,student,azyx,Ada,Zyxmoss,09",
    "demographics": "sourcedId,status,birthDate,sex\nu1,active,2014-05-05,female",
    "enrollments": "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student",
    "orgs": "sourcedId,status,name,type,identifier\no1,active,Zyxalder High,school,17",
    "under a banner": "Alder District\nExported 2026-03-01\n\nPupil No,Surname,Given Name,Yr\n71,Zyxmoss,Ada,6\n72,Zyxoak,Ben,7",
}

PROVIDERS = {
    "contacts": "Agency,Contact First Name,Contact Last Name,Phone,Grades Served\nOak House,Ada,Moss,517-555-0101,K-5",
    "schools": "Program,School,Grade,Day\nChess Club,Alder Elementary,3,Monday\nArt,Fern Elementary,4,Tuesday",
    "by name": "Name,Grade,School,Day\nChess Club,3,Alder Elementary,Monday\nHomework Help,4,Fern Elementary,Tuesday",
    "tutors": "Tutor Name,Tutor Phone,Subjects\nOak Tutors,517-555-0101,Math\nFern Reading,517-555-0102,Reading",
    "clinicians": "Name,Credentials,Phone,Gender,Languages\nAda Moss,LCSW,517-555-0101,F,English\nBen Oak,PhD,517-555-0102,M,Spanish",
    "parents": "Parent Name,Parent Phone,Program Name,Phone\nOak House,517-555-0101,Chess Club,517-555-0102",
    "papers": "Agency,Program,Birth certificate required,Student ID required,Guardian signature\nOak House,Art,Yes,No,Yes",
    "marks": "Agency,Students,Child,Patient,Phone\nOak House,X,,X,517-555-0101\nElm House,,X,,517-555-0102",
    "served": "Agency,Number of Students,Student Age,Phone\nOak House,40,6-9,517-555-0101",
    "birthdays": "Venue Name,Birthday Parties,Phone\nOak Hall,Yes,517-555-0101",
    "camps": "Name,Grade,Location\nCamp Otter,3,Oak Park\nCamp Elk,4,Elm Park",
    "clubs": "Name,Grade,School\nGirls Who Code,6,Alder\nLego Makers,5,Fern\nMath Olympiad,6,Fern",
    "ages in one": "Name,Age,Phone\nLego Makers,9,517-555-0101\nOtter Scouts,10,517-555-0102",
    "teachers": "Program,Teacher,Room,Phone\nChess Club,Ada Moss,12,517-555-0101",
    "clients": "Agency,Client Phone,Client Email,Hours\nOak House,517-555-0101,a@example.org,M-F 9-5",
    "child care": "Child Care Name,License Number,Child Capacity,Phone\nLittle Oaks,123,20,517-555-0101",
    "founded": "Agency,Born of,Date Established,Phone\nOak House,a mothers' group,1999-01-01,517-555-0101",
    "first column": "Site,Grade Level,Address\nAlder Elementary,K-5,12 Oak St\nFern Middle,6-8,14 Oak St",
    "spanish": "Agencia,Programa,Grado,Escuela,Teléfono\nCasa Roble,Tutoría,3,Escuela Roble,517-555-0101",
    "spanish names": "Nombre,Teléfono,Grados,Escuela\nClub de Ajedrez,517-555-0101,3,Escuela Roble",
}


@pytest.mark.parametrize("what", PEOPLE)
def test_people_are_no_providers(what: str) -> None:
    """A list of people is refused before a row is read, with the command that reads rosters and without a word of theirs."""
    with pytest.raises(SubjectError, match="students import") as caught:
        read.listing(PEOPLE[what].encode(), "list.csv", TODAY)
    words = str(caught.value).casefold()
    assert not any(cell in words for cell in ("zyx", "ada", "ben", "alder", "fern", "555"))
    with pytest.raises(SubjectError):
        read.check(PEOPLE[what].encode(), "list.csv")


def test_an_archive_of_users_is_no_list() -> None:
    """The zip of a OneRoster export is refused as a roster and not as a damaged workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export/users.csv", PEOPLE["users"])
    with pytest.raises(SubjectError, match="students import"):
        read.check(packed.getvalue(), "oneroster.zip")


@pytest.mark.parametrize("what", PROVIDERS)
def test_lists_about_children_stay_lists(what: str) -> None:
    """Agencies with persons to ask for, grades, schools and papers that they ask for are still agencies."""
    assert read.listing(PROVIDERS[what].encode(), "list.csv", TODAY).records


@pytest.mark.parametrize(
    "text",
    [
        "ID,Name,Grade,Site,Website,Hours\n1,Chess Club,3,Alder Hall,oak.example.org,M-F 3-5\n2,Art,4,Fern Hall,elm.example.org,M-F 3-5",
        "ID,Agency,Program Name,Grade,School\n1,Oak House,Chess Club,3,Alder High\n2,Elm House,Art,4,Fern High",
        "Agency,Phone,Website\nOak House,517-555-0101,oak.example.org",
        "ID,Nombre,Grado,Escuela,Horario,Sitio web\n1,Club de Ajedrez,3,Escuela Roble,L-V 3-5,roble.example.org",
        "Provider,Program,Fees,ID,Grade,Campus\nOak House,Chess,Free,1,3,Alder",
    ],
)
def test_providers_are_no_roster(text: str) -> None:
    """A list of providers is refused as a roster, with the command that reads it, even if it has all columns of one."""
    with pytest.raises(SubjectError, match="`referral-desk import`"):
        files.read({"roster.csv": text.encode()}, TODAY)


@pytest.mark.parametrize("what", ["whole", "system", "short", "spanish", "one name"])
def test_rosters_stay_rosters(what: str) -> None:
    """What is refused as a list of providers is read as a roster, if it has what one needs."""
    text = (
        PEOPLE[what].replace("Name,Grade,School", "ID,Name,Grade,School").replace('"Zyx', '7,"Zyx').replace("home_room", "school")
    )
    assert files.read({"roster.csv": text.encode()}, TODAY).rows
