"""The part of the work list that asks for signatures, and the buttons that put a referral on it or take it off."""

from __future__ import annotations

from collections.abc import Mapping

from directory.storage.referrals import referrals
from directory.web.core import notices
from directory.web.core.filters import day
from directory.web.core.request import Answer, Asked, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.worklist import signatures
from directory.worklist.signatures import SignatureReason, SignatureWanted

notices.add(
    {
        "signature_asked": "It is on the work list: ask for a signature.",
        "signature_settled": "It is off the list. Nothing is shared with this provider until somebody signs.",
    }
)

WHY: Mapping[SignatureReason, str] = {
    SignatureReason.BEFORE: "What was shared rested on a consent from before signatures were asked for.",
    SignatureReason.WANTED: "The provider waits: nothing is shared until somebody signs.",
    SignatureReason.ENDING: "The consent ends on {day}.",
    SignatureReason.ENDED: "The consent ended on {day}.",
    SignatureReason.HELD: "On hold: who signed may not be contacted, or is not on file any more.",
    SignatureReason.OF_AGE: "On hold: the student is 18, and signs alone.",
}


@get("/referrals/{referral_id:str}/signature", may="students")
def back(asked: Asked, referral_id: str) -> Answer:
    """Redirect a GET of the two buttons' URL to the referral."""
    return Redirect(f"/referrals/{referrals.one(asked.session, asked.scope, referral_id).id}")


@post("/referrals/{referral_id:str}/signature", may="students")
def decide(asked: Asked, referral_id: str) -> Answer:
    if asked.form.one("decision") == "not_needed":
        signatures.settle(working(asked), referral_id)
        return Redirect("/work", done="signature_settled")
    signatures.ask(working(asked), referral_id)
    return Redirect(f"/referrals/{referral_id}", done="signature_asked")


def lines(asked: Asked, owner: str) -> list[tuple[SignatureWanted, str]]:
    """Return what waits for a signature on an owner's list, each with the reason."""
    found = signatures.wanted(working(asked), owner)
    return [(one, WHY[one.reason].format(day=day(one.until))) for one in found]
