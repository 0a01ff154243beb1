"""Towns by name, each as one ZIP."""

from __future__ import annotations

from directory.places import zips
from directory.places.towns import towns


def test_a_town_is_its_own_zip() -> None:
    """A town of one ZIP is that ZIP, by its name in any case and without accents."""
    assert towns("MI")["holt"] == "48842"


def test_a_city_is_a_zip_near_its_middle() -> None:
    """A city of several ZIPs is one of its own, which has a place on the map."""
    center = zips.center(towns("MI")["lansing"])
    assert center is not None
    assert center.city == "Lansing"


def test_towns_of_one_state_are_not_those_of_another() -> None:
    """A name is looked for within its state: there is a Holt in several."""
    assert towns("FL").get("holt") != towns("MI")["holt"]
    assert towns("XX") == {}
