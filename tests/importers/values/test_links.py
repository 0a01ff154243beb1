"""importers.values.links: web and e-mail addresses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.problems import Severity
from importers.values import Reading, links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("example.org", "https://example.org"), ("www.example.org", "https://www.example.org"), ("http://example.org", "http://example.org"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"), ("http://example.org/a?b=1&c=2#d", "http://example.org/a?b=1&c=2#d"),
        ("http://example.org/view,a,12,q,3.asp", "http://example.org/view,a,12,q,3.asp"), ("www.example.org.", "https://www.example.org"),
        ('<a href="https://example.org/x">our site</a>', "https://example.org/x"), ("facebook.com/example", "https://facebook.com/example"),
        ("example.org:8080/a", "https://example.org:8080/a"), ("www.example.org (in Spanish)", "https://www.example.org"),
    ],
)  # fmt: skip
def test_web_addresses(text: str, expected: str) -> None:
    """A web address is kept as it is; only the scheme is added and the host put in small letters."""
    assert links.website(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Http:www.example.org", "http://www.example.org"), ("http:// www.example.org", "http://www.example.org"),
        ("hhttp://example.org/a", "http://example.org/a"), ("http//example.org", "http://example.org"), ("http:/example.org", "http://example.org"),
        ("http://www.example.org\\psychiatry", "http://www.example.org/psychiatry"), ("example.org, www.example.com", "https://example.org"),
    ],
)  # fmt: skip
def test_slips_are_mended_and_told(text: str, expected: str) -> None:
    """A broken scheme is mended and of several addresses the first is taken, with a note."""
    reading = links.website(text)
    assert reading.value == expected
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize(
    "text", ["*working on website*", "info@example.org", "Facebook: Example", "javascript:alert(1)", "http://", "www"]
)
def test_what_is_no_web_address_is_left_out(text: str) -> None:
    """Words, e-mail addresses and scripts are no web address; a warning says so."""
    reading = links.website(text)
    assert reading.value is None
    assert [trouble.severity for trouble in reading.troubles] == [Severity.WARNING]


@pytest.mark.parametrize("text", ["", "N/A", "no website", "*no website*", "None"])
def test_no_website_is_no_trouble(text: str) -> None:
    """ "No website" is an answer."""
    assert links.website(text) == Reading(None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("info@example.org", "info@example.org"), ("mailto:A.B@Example.org", "A.B@example.org"), ("Ana Lee <ana@example.org>", "ana@example.org"),
     ("E-mail: ana@example.org.", "ana@example.org")],
)  # fmt: skip
def test_email_addresses(text: str, expected: str) -> None:
    """An e-mail address is found among what is written around it."""
    assert links.email(text).value == expected


@pytest.mark.parametrize(
    "text",
    ["do not email ana@example.org", "ana@example.org (old)", "ana@example.org until June", "formerly ana@example.org", "ana@example.org?",
     "no escribir a ana@example.org", "ana@example.org hasta mayo"],
)  # fmt: skip
def test_an_email_address_not_to_be_used_is_none(text: str) -> None:
    """What a cell takes back is not written to; its words are kept, and told."""
    reading = links.email(text)
    assert (reading.value, reading.kept) == (None, text)
    assert reading.troubles


@pytest.mark.parametrize(
    "text",
    ["no longer example.org", "example.org (down)", "(under construction) www.example.org", "example.org?", "formerly http://example.org",
     "ya no example.org", "not example.org but example.com", "www.example.org until June"],
)  # fmt: skip
def test_a_web_address_that_has_gone_is_none(text: str) -> None:
    """An address that a cell takes back is no link; its words are kept, and told."""
    reading = links.website(text)
    assert (reading.value, reading.kept) == (None, text)
    assert reading.troubles


@pytest.mark.parametrize("text", ["ana@example.org, ask for Ana", "Ana Lee <ana@example.org>"])
def test_words_beside_an_email_address_are_kept(text: str) -> None:
    """Whom to ask for stands beside the address."""
    reading = links.email(text)
    assert (reading.value, reading.kept) == ("ana@example.org", text)


@pytest.mark.parametrize(
    "text", ["ana@example.org; bo@example.org", "ana@example.org / bo@example.org", "ana@example.org,bo@example.org"]
)
def test_of_several_email_addresses_the_first(text: str) -> None:
    """Of several addresses the first is taken, with a note."""
    reading = links.email(text)
    assert reading.value == "ana@example.org"
    assert reading.troubles[0].severity == Severity.INFO


@pytest.mark.parametrize("text", ["ana@example", "ana at example dot org", "www.example.org", "@", "a b@"])
def test_what_is_no_email_address_is_left_out(text: str) -> None:
    """What cannot be mailed to is left out with a warning."""
    reading = links.email(text)
    assert reading.value is None
    assert reading.troubles[0].severity == Severity.WARNING


@given(st.text(max_size=80) | st.text(alphabet="htp:/w.orgx@,; \\", max_size=40))
def test_no_text_raises_and_links_are_safe(text: str) -> None:
    """Whatever a cell holds, a web address begins with http and an e-mail address has one @ and no blank."""
    site, mail = links.website(text).value, links.email(text).value
    assert site is None or re.fullmatch(r"https?://[^\s/@<>\"]+\.[^\s/@<>\"]+([/?#:][^\s<>\"]*)?", site)
    assert mail is None or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", mail)
    assert site is None or links.website(site).value == site
