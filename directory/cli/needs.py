"""`referral-desk needs [WORDS]`: the vocabulary, or what a sentence means."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import rich_click as click

from directory.cli.common import desk, json_option, print_json
from directory.cli.crisis import print_crisis

if TYPE_CHECKING:
    from directory.district_settings.effective import DistrictSettings


@click.command("needs")
@click.argument("words", required=False)
@json_option
def command(words: str | None, as_json: bool) -> None:
    """Show the need terms, or those that WORDS mean: referral-desk needs "lost her mom, can't sleep"."""
    if words is None:
        _all(as_json=as_json)
    else:
        _meant(words, as_json=as_json)


def _all(*, as_json: bool) -> None:
    from matching.needs import DOMAINS, terms

    listed = list(terms().values())
    if as_json:
        found = [{"slug": t.slug, "english": t.english, "spanish": t.spanish, "domain": t.domain} for t in listed]
        print_json({"count": len(found), "needs": found})
        return
    for domain, (english, spanish) in DOMAINS.items():
        print(f"{english} / {spanish}")
        for term in listed:
            if term.domain == domain:
                print(f"  {term.slug:32} {term.english} / {term.spanish}")


def _meant(words: str, *, as_json: bool) -> None:
    from directory.finding.crisis import crisis_card
    from matching.danger import everything_meant
    from matching.needs import terms

    reading = everything_meant(words)
    card = crisis_card(reading.danger, _district() if reading.danger else None)
    known = terms()
    if as_json:
        needs = [
            {
                "slug": f.slug,
                "english": known[f.slug].english,
                "spanish": known[f.slug].spanish,
                "score": round(f.score, 3),
                "heard": f.heard,
            }
            for f in reading.found
        ]
        doubtful = [one.slug for one in reading.doubtful]
        crisis = asdict(card) if card else None
        print_json({"query": words, "crisis": crisis, "count": len(needs), "needs": needs, "doubtful": doubtful})
        return
    print_crisis(card)
    for found in reading.found:
        print(f"{found.slug:32} {known[found.slug].english} / {known[found.slug].spanish}   (heard: {found.heard})")
    for doubt in reading.doubtful:
        print(f"{doubt.slug:32} {known[doubt.slug].english} / {known[doubt.slug].spanish}   (perhaps: {doubt.heard})")
    if not (reading.found or reading.doubtful):
        print("No need is known by these words. Try others, or see all terms with: referral-desk needs")


def _district() -> DistrictSettings:
    """Return the settings for the crisis card; only those of the environment if the database cannot be used."""
    from directory.district_settings.effective import DistrictSettings, read_district
    from directory.errors import DatabaseError
    from directory.settings import read_settings

    try:
        chosen = desk()
        with chosen.reading() as session:
            return read_district(session, chosen.settings)
    except DatabaseError:
        return DistrictSettings(read_settings())
