"""What people type, send and click when things go wrong: a clear page with the right status, and never a failure of ours.

The forms are those that the pages show: they are read from the pages, and filled in badly.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest

from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import changes
from directory.web.core.routes import Route
from tests.conftest import copy_of
from tests.district import District
from tests.web.browsing import Site, browse, utc_now
from tests.web.forms import TEXT, PageForm, forms_of
from tests.web.test_matrix import KNOWN, LINES, OF_STUDENTS, ROLES, ask, filled, name_of

pytestmark = pytest.mark.slow

UNKNOWN = "01900000-0000-7000-8000-000000000000"
MALFORMED = ("..%2f..%2fetc%2fpasswd", "%00", "a" * 3000, "%27%20OR%201=1", "é", UNKNOWN)
LONG = "Lorem ipsum " * 834
CONTROL = "\x00\x07\x1b[31m\u202e\ufeff\u2028 ' \" <b> {{7*7}} %s \\ 😀 ﷽"
WILD = (LONG, "x" * 10_000, CONTROL, "9" * 40, "nan", "-1", "1e999", "0000-00-00")
FORMS = [route for route in KNOWN if route.method == "POST"]
WRITING = [route for route in FORMS if not route.reads and not route.by_programs]
NOT_ASKED = {"record", "there", "opened", "seen", "from", "for"}
"""Hidden fields that have several values, or that say only what the page was rendered from or where it leads back to."""
# Throwing away what is gone already is done, whoever threw it away.
GONE_IS_WELL = {"POST /imports/uploads/{upload_id:str}/drop"}
PLACED = [route for route in KNOWN if "{" in route.path and name_of(route) not in GONE_IS_WELL | {"GET /static/{name:str}"}]


@pytest.fixture(scope="module")
def forms(sqlite_district: District, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, PageForm]]:
    """A form for each route, as it stands on a page, and the role that found it there."""
    found: dict[str, tuple[str, PageForm]] = {}
    with browse(copy_of(sqlite_district, tmp_path_factory.mktemp("forms"))) as site:
        for role, html in pages_of(site):
            for form in forms_of(html):
                for route in FORMS:
                    if matches(route, form.action) and role in LINES[name_of(route)].who:
                        before = found.get(name_of(route))
                        if before is None or len(before[1].fields) < len(form.fields):
                            found[name_of(route)] = role, form
    return found


def pages_of(site: Site) -> Iterator[tuple[str, str]]:
    """Every page for every role that may, and what empty forms lead to."""
    for route in sorted(KNOWN, key=lambda route: (route.method, route.path)):
        for role in ROLES.values():
            if role in LINES[name_of(route)].who:
                if route.may == "anyone":
                    site.leave()
                else:
                    site.sign_in(role)
                yield role, ask(site, route, site.ids.own).text


def matches(route: Route, path: str) -> bool:
    """Whether an address is one of this route's."""
    return re.fullmatch(re.sub(r"\{\w+:str\}", "[^/]+", route.path), path.partition("?")[0]) is not None


@pytest.fixture
def form(forms: dict[str, tuple[str, PageForm]], route: Route, sqlite_district: District) -> tuple[str, PageForm]:
    """The route's form and who sends it; an empty one where no page of this district shows it."""
    ids = sqlite_district.ids
    return forms.get(name_of(route), (role_of(route), PageForm(filled(route.path, ids, ids.own))))


def role_of(route: Route) -> str:
    """Somebody who may; a specialist where there is a choice."""
    who = LINES[name_of(route)].who
    return next(role for role in ROLES.values() if role in who)


def come_in(site: Site, route: Route, role: str) -> None:
    if route.may != "anyone":
        site.sign_in(role)


@pytest.mark.parametrize("route", FORMS, ids=name_of)
def test_no_words_break_a_form(site_on_each: Site, route: Route, form: tuple[str, PageForm]) -> None:
    """Ten thousand characters, control characters and impossible choices are answered: done, refused or told, never failed."""
    role, page_form = form
    others = frozenset(one.kind for one in page_form.fields) - TEXT - {"file"}
    for words in WILD:
        for kinds in (TEXT, others):
            come_in(site_on_each, route, role)
            answer = site_on_each.post(page_form.action, page_form.filled(words, kinds))
            assert answer.status_code in {200, 303, 404, 409, 422, 429}, (words[:20], answer.status_code)


@pytest.mark.parametrize("route", FORMS, ids=name_of)
def test_what_was_typed_is_kept_when_something_is_wrong(site: Site, route: Route, form: tuple[str, PageForm]) -> None:
    """A form that is refused with 422 comes back with everything typed in it, but for passwords."""
    role, page_form = form
    typed = {one.name: [f"typed {number}"] for number, one in enumerate(page_form.fields) if one.kind in {"text", "textarea"}}
    come_in(site, route, role)
    answer = site.post(page_form.action, page_form.as_it_is() | typed)
    if answer.status_code == 422:
        assert [words for (words,) in typed.values() if words not in answer.text] == []


@pytest.mark.parametrize("route", WRITING, ids=name_of)
def test_different_values_for_a_field_of_one_value_are_not_carried_out(
    site: Site, route: Route, form: tuple[str, PageForm]
) -> None:
    """A form with two answers where it asks for one is refused, whichever field it is; nobody guesses which was meant."""
    role, page_form = form
    for one in page_form.fields:
        if one.kind not in {"checkbox", "file", "submit"} and one.name not in NOT_ASKED:
            come_in(site, route, role)
            twice = [one.value or "9", f"{one.value or 9}8"]
            assert site.post(page_form.action, page_form.as_it_is() | {one.name: twice}).status_code >= 400, one.name


@pytest.mark.parametrize("route", PLACED, ids=name_of)
def test_an_id_that_is_none_is_not_found(site: Site, route: Route) -> None:
    """Unknown and malformed ids in an address answer 404, in each place of it."""
    come_in(site, route, role_of(route))
    good = filled(route.path, site.ids, site.ids.own).split("/")
    for number in [number for number, part in enumerate(route.path.split("/")) if part.startswith("{")]:
        for malformed in MALFORMED:
            path = "/".join([*good[:number], malformed, *good[number + 1 :]])
            answer = site.get(path) if route.method == "GET" else site.post(path)
            assert answer.status_code == 404, path


@pytest.mark.parametrize("route", OF_STUDENTS, ids=name_of)
def test_a_student_who_was_deleted_meanwhile_is_not_found(site: Site, route: Route, form: tuple[str, PageForm]) -> None:
    """A page or form of a student whom an administrator has just deleted answers 404."""
    role, page_form = (role_of(route), PageForm("")) if route.method == "GET" else form
    come_in(site, route, role)
    site.get("/")
    scope = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR, frozenset(site.ids.schools.values()))
    with writing(site.database) as session:
        changes.delete_for_good(session, scope, site.ids.own.student, today=utc_now().date(), now=utc_now())
    path = filled(route.path, site.ids, site.ids.own)
    answer = site.get(path) if route.method == "GET" else site.post(path, page_form.as_it_is())
    assert answer.status_code == 404


@pytest.mark.parametrize("route", FORMS, ids=name_of)
def test_a_file_that_is_too_large_or_no_list_is_told(site: Site, route: Route, form: tuple[str, PageForm]) -> None:
    """An upload beyond the page's limit answers 413, one that is no list 422; none at all is told as well."""
    role, page_form = form
    for name in page_form.files():
        for status, data in ((413, b"a,b\n" * (route.largest // 4 + 1)), (422, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)):
            come_in(site, route, role)
            answer = site.post(page_form.action, page_form.as_it_is(), files={name: ("list.csv", data, "text/csv")})
            assert answer.status_code == status
            assert "<h1" in answer.text


@pytest.mark.parametrize("route", FORMS, ids=name_of)
def test_a_birth_date_in_the_future_is_told(site: Site, route: Route, form: tuple[str, PageForm]) -> None:
    """Nobody is born tomorrow: the form comes back with the date in it and a word beside the field."""
    role, page_form = form
    tomorrow = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)).isoformat()
    for name in page_form.named("birth"):
        come_in(site, route, role)
        answer = site.post(page_form.action, page_form.as_it_is() | {name: [tomorrow]})
        assert answer.status_code == 422
        assert tomorrow in answer.text
        assert f'id="{name}-wrong"' in answer.text
