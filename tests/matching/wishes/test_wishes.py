"""Wishes: their codes, and what a listing's traits say about them."""

from __future__ import annotations

import pytest

from matching.reason_codes import ReasonCode
from matching.verdicts import FAIL, PASS, UNKNOWN
from matching.wishes import parse
from matching.wishes.judges import Reach, by_criterion, judge, worst

OFFICE = "day:mo day:tu day:we day:th day:fr days:all hours:all time:morning time:after_school"
SATURDAY = "day:mo day:sa days:all hours:all time:morning time:after_school -mo:morning"


@pytest.mark.parametrize(
    "code",
    ["day:sa", "day:-we", "time:summer", "setting:group", "helper:lgbtq", "travel:bus", "activity:chess", "hours:now",
    "hours:today", "hours:tomorrow@morning", "hours:sa,su@1630-", "hours:any@-0900", "hours:any@2200-2400", "hours:mo@afternoon", "hours:sa,su"],
)  # fmt: skip
def test_a_code_is_read_and_written(code: str) -> None:
    """A wish is written as the code that it was read from."""
    assert str(parse(code)) == code


@pytest.mark.parametrize(
    "code",
    ["", "day", "day:xx", "time:-evening", "activity:napping", "color:red", "day:--we", "helper: woman", "hours:",
    "hours:sa,", "hours:sa,sa", "hours:any", "hours:now@1700", "hours:sa,sa@1700", "hours:sa@2500", "hours:sa@1700-0900", "hours:-sa@1700", "hours:sa@-"],
)  # fmt: skip
def test_what_is_no_code_is_refused(code: str) -> None:
    """Nothing is guessed: a code that is not known raises."""
    with pytest.raises(ValueError, match="no wish has the code"):
        parse(code)


@pytest.mark.parametrize(
    ("wishes", "traits", "verdict"),
    [
        ("day:sa", SATURDAY, PASS),
        ("day:sa day:su", SATURDAY, PASS),
        ("day:su", SATURDAY, FAIL),
        ("day:su", "day:mo time:morning", UNKNOWN),
        ("day:su", "", UNKNOWN),
        ("day:sa time:morning", SATURDAY, PASS),
        ("day:mo time:morning", SATURDAY, FAIL),
        ("time:after_school", OFFICE, PASS),
        ("time:evening", OFFICE, FAIL),
        ("time:evening", "day:tu days:all", UNKNOWN),
        ("time:evening day:sa", "day:tu days:all", FAIL),
        ("time:evening time:weekend", SATURDAY, PASS),
        ("time:weekend time:morning", SATURDAY, PASS),
        ("time:weekday time:evening", SATURDAY, FAIL),
        ("time:weekday", SATURDAY, PASS),
        ("day:-mo", SATURDAY, PASS),
        ("day:-mo", "day:mo days:all", FAIL),
        ("day:-mo", "day:mo", UNKNOWN),
        ("day:-mo time:after_school", SATURDAY, FAIL),
        ("hours:sa hours:any@-0900", SATURDAY, PASS),
        ("hours:sa hours:any@-0900", "day:mo days:all hours:all open:mo:0800-1700", PASS),
        ("hours:su hours:any@-0800", "day:mo days:all hours:all open:mo:0800-1700", FAIL),
        ("hours:sa@morning", SATURDAY, PASS),
        ("hours:mo@morning", SATURDAY, FAIL),
        ("hours:mo@morning day:sa", SATURDAY, PASS),
        ("hours:sa@morning day:-sa", SATURDAY, PASS),
        ("hours:mo@1630-", "day:mo days:all hours:all open:mo:0900-1700", PASS),
        ("hours:mo@1700", "day:mo days:all hours:all open:mo:0900-1700", FAIL),
        ("hours:any@1700-", "day:mo days:all hours:all open:mo:0900-1700", FAIL),
        ("hours:tu@1000", "day:mo days:all hours:all open:mo:0900-1700", FAIL),
        ("hours:tu@0100", "day:mo days:all hours:all open:mo:2000-0200", PASS),
        ("hours:tu@-0300", "day:mo days:all hours:all open:mo:2000-0200", FAIL),
        ("hours:mo@1200-1300", "day:mo days:all open:mo:0900-1200 open:mo:1300-1700", UNKNOWN),
        ("hours:any@1630- day:mo", "day:mo day:tu days:all hours:all open:mo:0900-1600 open:tu:0900-1700", FAIL),
        ("time:summer", "time:summer", PASS),
        ("time:summer", "-time:summer", FAIL),
        ("time:summer time:evening", f"{OFFICE} time:summer", FAIL),
        ("setting:group", "setting:group", PASS),
        ("setting:one_to_one", "setting:group", FAIL),
        ("setting:one_to_one setting:group", "setting:group", PASS),
        ("setting:group", "", UNKNOWN),
        ("helper:woman", "helper:man", UNKNOWN),
        ("helper:woman helper:man", "helper:man", PASS),
        ("helper:woman helper:not_faith_based", "helper:woman helper:faith_based", FAIL),
        ("helper:not_faith_based", "helper:faith_absent", PASS),
        ("helper:not_faith_based", "helper:faith_mentioned", UNKNOWN),
        ("helper:faith_based", "helper:faith_absent", UNKNOWN),
        ("helper:faith_based", "helper:not_faith_based", FAIL),
        ("helper:lgbtq", "", UNKNOWN),
        ("activity:soccer", "activity:soccer activity:chess", PASS),
        ("activity:soccer", "activity:basketball", FAIL),
        ("activity:soccer", "activity:basketball activity:more", UNKNOWN),
        ("activity:soccer", "activity:chess", UNKNOWN),
        ("activity:karate", "activity:martial-arts activity:judo", UNKNOWN),
        ("activity:martial-arts", "activity:karate activity:martial-arts", PASS),
        ("activity:soccer activity:chess", "activity:basketball", UNKNOWN),
        ("activity:soccer activity:tennis", "activity:basketball", FAIL),
    ],
)  # fmt: skip
def test_a_listing_answers_a_wish(wishes: str, traits: str, verdict: int) -> None:
    """What it names passes, what it rules out fails, and what it does not say is unknown."""
    found = [judge(criterion, frozenset(traits.split()), of_it) for criterion, of_it in by_criterion(wishes.split()).items()]
    assert min(worst(findings) for findings in found) == verdict


@pytest.mark.parametrize(
    ("wish", "traits", "away", "verdict", "said"),
    [
        ("no_car", "", Reach.CLOSE, PASS, ReasonCode.NEAR_BY),
        ("no_car", "", Reach.FAR, FAIL, ReasonCode.NOT_NEAR),
        ("no_car", "travel:bus", Reach.FAR, UNKNOWN, ReasonCode.BUS_UNSURE),
        ("no_car", "travel:ride", Reach.FAR, PASS, ReasonCode.RIDE_LISTED),
        ("no_car", "travel:remote", Reach.UNKNOWN, PASS, ReasonCode.NO_WAY_TO_GO),
        ("no_car", "", Reach.UNKNOWN, UNKNOWN, ReasonCode.WAY_NOT_LISTED),
        ("walk", "", Reach.WALK, PASS, ReasonCode.NEAR_BY),
        ("walk", "", Reach.CLOSE, UNKNOWN, ReasonCode.WAY_NOT_LISTED),
        ("walk", "", Reach.FAR, FAIL, ReasonCode.NOT_NEAR),
        ("bus", "travel:bus", Reach.FAR, PASS, ReasonCode.BUS_LISTED),
        ("bus", "", Reach.FAR, UNKNOWN, ReasonCode.WAY_NOT_LISTED),
    ],
)  # fmt: skip
def test_the_way_there_is_judged_with_the_distance(wish: str, traits: str, away: Reach, verdict: int, said: ReasonCode) -> None:
    """Who has no car is helped by what is close, comes to them, or offers a ride; a bus line is a question."""
    (found,) = judge("travel", frozenset(traits.split()), [parse(f"travel:{wish}")], away)
    assert (found.code, found.said) == (verdict, said)
