"""`referral-desk search WORDS`: services by words, names and places."""

from __future__ import annotations

from typing import Any

import rich_click as click

from directory.cli.common import contact_line, desk, json_option, limit_option, near_option, print_json, today, within_option
from directory.cli.crisis import print_crisis


@click.command("search")
@click.argument("words")
@near_option
@within_option
@limit_option
@json_option
def command(words: str, near: str | None, within: float | None, limit: int, as_json: bool) -> None:
    """Find services by words, names and places, a street or a telephone number; typing errors are corrected."""
    from directory.district_settings.effective import read_district
    from directory.finding.searches import search_services
    from directory.places import zips

    chosen = desk()
    with chosen.reading() as session:
        place = zips.place(near) if near else None
        found = search_services(
            session, words, today(), place=place, within=within, limit=limit, district=read_district(session, chosen.settings)
        )
    answer = found.as_json()
    if as_json:
        print_json(answer)
        return
    print_crisis(found.crisis)
    if found.corrected:
        print(f"Showing results for “{found.corrected}”.")
    if found.partial:
        print("No listing has all of these words. These have some of them.")
    if found.asked:
        print("Looking for: " + ", ".join(found.understood()))
    for result in answer["results"]:
        _print(result)
    if not found.results:
        print("Nothing in the directory has that name.")


def _print(result: dict[str, Any]) -> None:
    miles = "" if result["miles"] is None else f", {result['miles']} miles"
    print(f"{result['rank']:3}. {result['service']}: {result['organization']}{miles}")
    print(f"     {contact_line(result)}")
