"""The district's numbers, over HTTP: exact for administrators, without small counts for everybody else."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.web.browsing import Site

_FIGURES = re.compile(r'<td class="figure">\s*(.*?)\s*</td>')


def test_an_administrator_sees_exact_figures(site_on_each: Site) -> None:
    """Four of five enrolled students have an open need, and each is counted once in every table but that of needs."""
    site_on_each.sign_in("administrator")
    page = site_on_each.get("/numbers").text
    assert "<strong>4</strong> students with an open need" in page
    assert "<strong>5</strong> enrolled students" in page
    assert "not shown" not in page
    assert "Homework help" in page


@pytest.mark.parametrize("path", ["/numbers", "/"])
def test_a_viewer_sees_no_small_count(site: Site, path: str) -> None:
    """In a district of five students nothing is shown at all, nor which needs and languages there are."""
    site.sign_in("viewer")
    page = site.get(path).text
    assert set(_FIGURES.findall(page)) <= {'<span class="soft">not shown</span>'}
    assert "Homework help" not in page
    assert "Somali" not in page


@pytest.mark.parametrize("who", ["viewer", "administrator"])
def test_the_file_holds_no_small_count_whoever_takes_it(site: Site, who: str) -> None:
    """A file is passed on: it leaves small counts out for administrators too."""
    site.sign_in(who)
    done = site.get("/numbers/file")
    rows = list(csv.reader(io.StringIO(done.content.decode("utf-8-sig"))))
    assert {row[3] for row in rows[1:]} == {"not shown"}


@pytest.mark.parametrize("who", ["specialist", "coordinator"])
def test_the_numbers_are_for_viewers_and_administrators(site: Site, who: str) -> None:
    """Other roles are told that the page is not theirs."""
    site.sign_in(who)
    assert site.get("/numbers").status_code == 403
    assert site.get("/numbers/file").status_code == 403
