"""One rule for what is an e-mail address, wherever one is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.values import links
from importers.values.emails import is_email


@pytest.mark.parametrize(
    "address",
    [
        "ana.ruiz@example.org",
        "o'neil+school@example.org",
        "desk@oak.local",
        "x@oak.test",
        "a@xn--mnchen-3ya.de",
        "ñandú@example.org",
    ],
)
def test_addresses(address: str) -> None:
    """An address of a district's own network, of a test or in any script is one: no name server is asked."""
    assert is_email(address)


NO_ADDRESSES = """
ana ana@oak ana@@oak.org ana..ruiz@oak.org .ana@oak.org ana.@oak.org ana@-oak.org ana@oak..org ana@oak.o ana@oak.123 ana@10.0.0.1
ana@[10.0.0.1] <ana@oak.org> ana@oak.org. ana\u200b@oak.org ana@oa_k.org a@b.org,c@d.org
""".split()


@pytest.mark.parametrize("text", [*NO_ADDRESSES, "", "Ana <ana@oak.org>", '"ana ruiz"@oak.org', "a b@oak.org", "ana@oak.org\n"])
def test_what_is_no_address(text: str) -> None:
    """A part of an address, several of them, a name beside it and a numbered machine are none."""
    assert not is_email(text)


@given(st.text(max_size=80) | st.from_regex(r"[a-z0-9.]{1,6}@[a-z0-9.-]{1,8}\.[a-z]{1,3}", fullmatch=True))
def test_lists_read_only_what_is_an_address(text: str) -> None:
    """Whatever is read from a list is an address by the same rule, and nothing is raised."""
    found = links.email(text).value
    assert found is None or is_email(found)
