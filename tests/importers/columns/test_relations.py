"""One table of a relational export is no list, and a list keeps the numbers that its database gave."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from importers import read
from importers.columns import mapfile
from importers.errors import SubjectError

TODAY = datetime.date(2026, 3, 9)
SHARED = Path(__file__).resolve().parents[4] / "shared"

TABLES = {
    "persons": "id,organization_id,name,title,email\n1,10,Ada Moss,Director,ada@example.org",
    "persons with phones": "Contact ID,Agency ID,Name,Job Title,Phone\n1,10,Ada Moss,Director,517-555-0101",
    "persons alone": "Name,Title,Email,Phone\nAda Moss,Program Director,ada@example.org,517-555-0101\nBen Oak,Intake Manager,b@example.org,",
    "persons in parts": "First Name,Last Name,Position,OrganizationId\nAda,Moss,Director,10",
    "persons, spanish": "id,id_servicio,service_id,nombre,puesto,correo\n1,2,2,Ada Moss,Directora,ada@example.org",
    "phones": "id,service_id,number,type\n1,20,517-555-0101,voice",
    "phones with notes": "ID,Location ID,Department,Number,Extension\n1,20,Front desk of Oak House,517-555-0101,12",
    "schedules": "id,service_id,weekday,opens_at,closes_at\n1,20,Monday,08:00,17:00\n2,20,Tuesday,08:00,17:00",
    "schedules by rule": 'id,service_id,location_id,freq,byday,opens_at,closes_at,description\n1,2,3,WEEKLY,"TH,FR",10:00,12:00,Mornings',
    "languages": "id,location_id,language\n1,30,Spanish\n2,30,Hmong",
    "languages by name": "id,service_id,name,code\n1,20,Urdu,ur\n2,20,Somali,so",
    "accessibility": "id,location_id,accessibility,details\n1,30,ramp,At the side door\n2,31,elevator,In the hall",
    "eligibility": "id,service_id,eligibility\n1,20,Residents of Ingham County\n2,21,Families with children under six",
    "addresses": "id,location_id,attention,address_1,city,postal_code\n1,30,Oak Hall,12 Oak St,Lansing,48906",
    "links": "service_id,location_id\n20,30\n21,31",
    "links with words": "id,service_id,location_id,description\n1,20,30,Counseling in the north hall\n2,21,31,Tutoring in the south hall",
    "services": "id,organization_id,name,description,url,status\n20,10,Homework Help,Help with homework on school days.,oak.example.org,active",
    "places": "id,organization_id,name,latitude,longitude\n30,10,Oak Hall,42.7,-84.5\n31,10,Elm Hall,42.8,-84.6",
    "categories": "taxonomy_id,name,parent_id,parent_name\n101,Emergency,,\n101-01,Disaster Response,101,Emergency",
    "terms": "id,code,name,description,parent_id,taxonomy\n1,BD,Food,Things to eat,,AIRS",
    "units": "id,name,scheme,identifier\n1,Kilogram,SI,kgm",
    "camel": "ServiceId,LocationId,Weekday,OpensAt\n20,30,Monday,08:00",
    "attributes": "id,link_id,taxonomy_term_id,link_type,value\n1,20,5,service,Youth and families",
}

LISTS = {
    "with numbers": "id,organization_id,Agency,Program,Address,Phone\n1,10,Oak House,Chess,12 Oak St,517-555-0101",
    "agencies by number": "program_id,org_id,program_name,program_type,site_city\n1,10,Day Camp,camp,Lansing\n2,11,Day Camp,camp,Lansing",
    "agencies alone": "id,name,description,website,legal_status\n1,Oak House,Helps families with food.,oak.example.org,Nonprofit",
    "agencies below agencies": "id,name,parent_organization_id,description\n1,Oak House,,Helps families with food.\n2,Elm House,1,Helps too.",
    "persons of agencies": "Agency,Contact Name,Title,Email\nOak House,Ada Moss,Director,ada@example.org",
    "clinicians": "Name,Title,Specialty,Phone,Address\nAda Moss,Director,Grief,517-555-0101,12 Oak St",
    "titles of programs": "Name,Title,Phone\nOak House,Homework Help,517-555-0101\nElm House,Chess Club,517-555-0102",
    "sites": "Site ID,Site Name,Provider ID,Provider,Ages\n1,Oak Hall,7,Oak House,6-9",
    "licensed": "Provider ID,Facility Name,County,Capacity\n7,Little Oaks,Ingham,20\n8,Little Elms,Ingham,30",
    "a number and a place": "ID,Location ID,Name,Street,Zip\n1,30,Oak House,12 Oak St,48906",
    "departments": "Name,Department,Phone\nOak House,Family Services,517-555-0101\nElm House,Food,517-555-0102",
    "units of a place": "Name,Identifier,Scheme,Phone\nOak House,1,A,517-555-0101",
}  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_a_table_of_several_is_refused(what: str) -> None:
    """A table whose rows belong to records elsewhere is refused with what to send instead, and quotes no cell."""
    with pytest.raises(SubjectError, match="Send the whole export instead") as caught:
        read.listing(TABLES[what].encode(), "list.csv", TODAY)
    assert not any(cell in str(caught.value) for cell in ("Moss", "517", "Urdu", "Monday", "Oak"))


@pytest.mark.parametrize("what", LISTS)
def test_a_list_with_numbers_is_a_list(what: str) -> None:
    """A list that names its agencies or programs is read, whatever numbers and titles stand beside them."""
    assert read.listing(LISTS[what].encode(), "list.csv", TODAY).records


def test_a_map_has_the_last_word() -> None:
    """If somebody says which column names the agency, the table is read."""
    given = mapfile.parse('[columns]\n"name" = "organization.name"')
    assert read.listing(TABLES["services"].encode(), "list.csv", TODAY, given=given).records


@pytest.mark.parametrize("folder", ["data/ohana-sample-csv", "hsds/examples/csv"])
def test_the_samples_of_the_standard(folder: str) -> None:
    """Of the tables of a sample only that of organizations is a list by itself."""
    paths = sorted((SHARED / folder).glob("*.csv"))
    if not paths:
        print(f"{folder} is absent")
        pytest.skip(f"{folder} is absent")
    for path in paths:
        if path.stem == "organizations":
            assert read.listing(path.read_bytes(), path.name, TODAY).records
        else:
            with pytest.raises(SubjectError):
                read.check(path.read_bytes(), path.name)
