"""`referral-desk needs [WORDS]`: the vocabulary, or what a sentence means."""

from __future__ import annotations

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
    from directory.finding.conditions import condition_as_json
    from directory.finding.crisis import crisis_card
    from matching.danger import KINDS
    from matching.needs import terms
    from matching.sentence import understand

    found = understand(words)
    card = crisis_card(found.danger, _district() if found.danger else None)
    known = terms()
    if as_json:
        needs = [
            {
                "slug": need.slug,
                "name": known[need.slug].english,
                "english": known[need.slug].english,
                "spanish": known[need.slug].spanish,
                "score": round(need.score, 3),
                "heard": need.heard,
                "sure": sure,
            }
            for some, sure in ((found.needs, True), (found.doubtful, False))
            for need in some
            if sure or need.slug not in KINDS  # what only sounds like danger is named apart
        ]
        print_json(
            {
                "query": words,
                "count": len(needs),
                "needs": needs,
                "conditions": [condition_as_json(one) for one in found.conditions],
                "denied": [one.heard for one in found.denied],
                "unread": list(found.unread),
                "doubtful": [need.slug for need in found.doubtful],
                "crisis": card.as_json() if card else None,
            }
        )
        return
    print_crisis(card)
    for some, how in ((found.needs, "heard"), (found.doubtful, "perhaps")):
        for need in some:
            term = known[need.slug]
            print(f"{need.slug:32} {term.english} / {term.spanish}   ({how}: {need.heard})")
    for one in found.conditions:
        print(f"{one.kind.value:32} {one.value}   (heard: {one.heard})")
    for heading, texts in (("Not needed", [one.heard for one in found.denied]), ("Not understood", list(found.unread))):
        if texts:
            print(f"{heading}: {', '.join(texts)}")
    if found.unread:
        print("Towns and schools are known only to match, which looks into the directory: referral-desk match WORDS")
    if not (found.needs or found.doubtful):
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
