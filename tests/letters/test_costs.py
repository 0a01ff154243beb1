"""What a place costs, as a letter tells it."""

from __future__ import annotations

from typing import Any

import pytest

from directory.letters.composition import letter_content
from tests.letters.making import asked, line, provider


def cost(language: str = "en", **known: Any) -> str:
    return line(letter_content(asked(provider(**known), language)), "cost")


@pytest.mark.parametrize(
    ("options", "costs", "english"),
    [
        (("free",), ("Free",), "Free. You do not pay."),
        (("free",), ("Free: Gratis", "Gratis"), "Free. You do not pay."),
        (("free",), ("Free", "Free; child care there"), "Free. You do not pay."),
        (("free",), ("Free: Free below an income limit",), "It is free for some families. Ask if you need to pay."),
        (("free", "medicaid"), ("Free", "Takes Medicaid"), "It is free for some families. Ask if you need to pay. They take Medicaid."),
        (("sliding_scale",), ("Sliding scale",), "You pay by what your family earns."),
        (("fee",), ("Charges a fee ($15)", "$15 a season"), "$15 a season"),
        (("free",), ("Free", "No fee, once employed, participants pay into a savings account"), "It is free for some families. Ask if you need to pay."),
        (("fee",), ("Charges a fee ($15)",), "The price is $15. Ask for help if it is too much."),
        ((), ("Please inquire",), "Ask what it costs."),
        ((), (), "Ask what it costs."),
    ],
)  # fmt: skip
def test_cost(options: tuple[str, ...], costs: tuple[str, ...], english: str) -> None:
    """Free is said only where nothing in the listing limits it; a price is told, and what is not known is to be asked."""
    assert cost(options=options, costs=costs) == english


@pytest.mark.parametrize(
    ("own", "spanish"),
    [
        ("$15 a season", "Cuesta $15 por temporada. Si es mucho, pida ayuda."),
        ("Flat fee of $20 per month", "Cuesta $20 al mes. Si es mucho, pida ayuda."),
        ("Flat fee; $25.00 for annual membership", "Cuesta $25 al año. Si es mucho, pida ayuda."),
        ("$35/ Session (scholarships offered)", "Cuesta $35 por sesión. Si es mucho, pida ayuda."),
        ("$0 to $90 a week, by income", "Cuesta de $0 a $90 por semana. Si es mucho, pida ayuda."),
        ("$1,300 for adoptive parents", "Su lista dice en inglés: “$1,300 for adoptive parents”. Pregunte si es así."),
        ("Flat fee; ask at the desk", "Pregunte cuánto hay que pagar."),
    ],
)
def test_a_price_keeps_what_it_is_for(own: str, spanish: str) -> None:
    """$20 a month is not $20: the time is put over with the price, and a price with other words is quoted whole."""
    assert cost("es", options=("fee",), costs=(f"Charges a fee: {own}", own)) == spanish


def test_hard_words_of_a_listing_stay_out() -> None:
    """A line of the listing that is above 6th grade is left out, and asked about where something is missing."""
    hard = "Reimbursement determined according to individualized financial eligibility documentation"
    assert cost(options=(), costs=(hard,)) == "Ask what it costs."
