"""The form of a consent, checked against what may be agreed to today: plain data, or every error at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.form_fields import Form, FormFields
from directory.students.profile import CONSENT_HOW, RECORDS, ConsentDetails
from directory.students.signatures import LONGEST, read_strokes
from directory.students.signers import ConsentSigner, is_signed_as

DRAWN, TYPED, PAPER = "drawn", "typed", "paper"
SIGNED_HOW: Mapping[str, str] = {
    DRAWN: "They sign here on the screen",
    TYPED: "They type their name, next to me",
    PAPER: "They signed on paper, and I attach a photo or scan",
}
SPOKEN_HOW: Mapping[str, str] = {way: CONSENT_HOW[way] for way in ("spoken_in_person", "spoken_by_phone")}

LONGEST_TERM = datetime.timedelta(days=366)
SHORTEST_TERM = datetime.timedelta(days=30)
"""With less than this left of the school year, the form proposes the end of the next one."""

END_OF_SCHOOL_YEAR = (6, 30)
OLDEST_PAPER = datetime.timedelta(days=90)
"""The oldest signature on paper that may be recorded today."""

ABSENT = "Who signs is here with you: tick this, or attach a signed paper."
OTHER_NAME = "This is not the name of the person who signs: type first and last name as they are on file."


@dataclass(frozen=True, slots=True, repr=False)
class ConsentOffer:
    """What may be chosen today: organizations by id, the possible signers, and the date."""

    recipients: Mapping[str, str]
    signers: Sequence[ConsentSigner]
    today: datetime.date


@dataclass(frozen=True, slots=True, repr=False)
class SignedForm:
    """A consent as signed, and its last day."""

    details: ConsentDetails
    until: datetime.date


def default_until(today: datetime.date) -> datetime.date:
    """Return the end of the school year, or of the next one if that is less than SHORTEST_TERM away; a year at most."""
    end = datetime.date(today.year, *END_OF_SCHOOL_YEAR)
    while end < today + SHORTEST_TERM:
        end = datetime.date(end.year + 1, *END_OF_SCHOOL_YEAR)
    return min(end, today + LONGEST_TERM)


def check_terms(form: Form, offer: ConsentOffer) -> tuple[SignedForm, dict[str, str]]:
    """Return records, purpose, recipients, signer and last day, unsigned, and a sentence for each field that is wrong."""
    fields = FormFields(form)
    recipients = fields.codes("recipients", offer.recipients)
    if not recipients and "recipients" not in fields.errors:
        fields.errors["recipients"] = "Choose who may get it."
    records, other = fields.codes("records", RECORDS), fields.words("other")
    if not records and not other and "records" not in fields.errors:
        fields.errors["records"] = "Choose what may be shared."
    purpose = fields.line("purpose", "Say what it is shared for.")
    signer = next((one for one in offer.signers if one.id == fields.line("signer")), None)
    if signer is None:
        fields.errors["signer"] = "Choose who signs."
    details = ConsentDetails(
        what=other or "",
        recipient=", ".join(offer.recipients[one] for one in recipients),
        given_by=signer.name if signer else "",
        how="",
        records=records,
        purpose=purpose,
        recipients=recipients,
        signer=signer.id if signer else None,
        relationship=signer.relationship if signer else None,
    )
    return SignedForm(details, _until(fields, offer.today)), fields.errors


def check_signed(form: Form, offer: ConsentOffer, papers: int) -> tuple[SignedForm | None, dict[str, str]]:
    """Do the same including the signature; `papers` is how many photos or scans are attached."""
    terms, errors = check_terms(form, offer)
    fields = FormFields(form)
    how = fields.code("how", SIGNED_HOW, "Say how they sign.")
    signature = _signature(fields, how, terms.details.given_by, papers)
    signed_on = _signed_on(fields, how, offer.today)
    errors |= fields.errors
    if errors or how is None or signed_on is None:
        return None, errors
    held = terms.details
    details = ConsentDetails(
        **{name: getattr(held, name) for name in held.__slots__} | signature | {"how": how, "signed_on": signed_on}
    )
    return SignedForm(details, terms.until), {}


def check_spoken(form: Form) -> tuple[ConsentDetails | None, dict[str, str]]:
    """Return a spoken consent, or None with a sentence for each field that is wrong."""
    fields = FormFields(form)
    details = ConsentDetails(
        what=fields.words("said", "Say what they agreed to.") or "",
        recipient="",
        given_by=fields.line("said_by", "Say who agreed.") or "",
        how=fields.code("said_how", SPOKEN_HOW, "Say how they agreed.") or "",
    )
    return (None if fields.errors else details), fields.errors


def _until(fields: FormFields, today: datetime.date) -> datetime.date:
    until = fields.day("until", since=today)
    if until is None:
        fields.errors.setdefault("until", "Give the last day.")
    elif until <= today:
        fields.errors["until"] = "This day is over already: give one to come."
    elif until > today + LONGEST_TERM:
        fields.errors["until"] = "A consent lasts a year at most: give an earlier day, and ask again then."
    return until or today


def _signature(fields: FormFields, how: str | None, name: str, papers: int) -> dict[str, object]:
    """Return what is stored of the signature itself, which depends on how it was given."""
    if how == DRAWN:
        strokes = read_strokes("".join(fields.values("signature")) if _is_short(fields) else "")
        if strokes is None:
            fields.errors["signature"] = "Nothing is signed yet: sign in the box, or choose another way."
        return {"strokes": strokes or ()}
    if how == TYPED:
        typed = fields.line("typed_name", "Type the name of the person who signs.")
        if typed and name and not is_signed_as(typed, name):
            fields.errors["typed_name"] = OTHER_NAME
        if not fields.ticked("present"):
            fields.errors["present"] = ABSENT
        return {"typed_name": typed}
    if how == PAPER and not papers:
        fields.errors["papers"] = "Attach a photo or a scan of the signed paper."
    return {}


def _is_short(fields: FormFields) -> bool:
    return sum(len(value) for value in fields.values("signature")) <= LONGEST


def _signed_on(fields: FormFields, how: str | None, today: datetime.date) -> datetime.date | None:
    if how != PAPER:
        return today
    day = fields.day("signed_on", until=today)
    if day is None:
        fields.errors.setdefault("signed_on", "Give the day on the paper.")
    elif day > today:
        fields.errors["signed_on"] = "This day is still to come: give the day on the paper."
    elif day < today - OLDEST_PAPER:
        fields.errors["signed_on"] = "This was signed more than 90 days ago: ask for a new signature."
    return day
