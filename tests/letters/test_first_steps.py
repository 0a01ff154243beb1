"""How a family begins, as a letter tells it."""

from __future__ import annotations

from typing import Any

import pytest

from directory.letters.composition import letter_content
from tests.letters.making import asked, line, provider


def start(language: str = "en", **known: Any) -> str:
    return line(letter_content(asked(provider(**known), language)), "start")


def test_what_only_the_school_can_start_is_told() -> None:
    """A family does not call in vain where the school has to send the form."""
    words = start("es", apply="School staff or a social worker sends the form.")
    assert words == "Tal vez la escuela tenga que llenar una hoja. Hable antes con Maya Torres."


@pytest.mark.parametrize("apply", ["Referral Required (by physician)", "Court ordered", "Clients are referred by an agency"])
def test_what_others_have_to_start_is_told(apply: str) -> None:
    """Where a doctor or an office sends its clients, the specialist is asked first."""
    assert (
        start(apply=apply)
        == "They may ask for a letter from the school, a doctor or another office. Talk with Maya Torres first."
    )


@pytest.mark.parametrize(
    ("apply", "english", "spanish"),
    [
        ("Telephone", "Call first.", "Llame antes."),
        ("Telephone, By Appointment", "Call first. They will give you a day and a time.", "Llame antes para pedir una cita."),
        ("Telephone, By Appointment; Walk-In", "You can call first, or just go there.", "Puede llamar antes o ir sin cita."),
        ("Walk-In", "You can just go there.", "Puede ir sin cita."),
        ("Telephone for an application", "There is a form to fill in. Ask for it.", "Hay que llenar una solicitud. Pídala."),
        ("Call for a short talk first.", "Call for a short talk first.", "Llame antes. Le harán unas preguntas."),
        (
            "Telephone, Walk-In. Ask for Rosa",
            "Telephone, Walk-In. Ask for Rosa",
            "Puede llamar antes o ir sin cita.\nSu lista dice en inglés: “Ask for Rosa”. Pregunte si es así.",
        ),
        ("Please call for details.", "", ""),
        (None, "", ""),
    ],
)
def test_catchwords_are_sentences(apply: str | None, english: str, spanish: str) -> None:
    """The catchwords of a helpline's directory are said in sentences, in both languages."""
    assert (start(apply=apply), start("es", apply=apply)) == (english, spanish)


def test_nobody_is_told_to_call_where_there_is_no_number() -> None:
    """Without a number the letter does not say to call."""
    assert start(apply="Telephone", phones=()) == ""
    assert start(apply="Telephone, By Appointment", phones=()) == "Ask for a day and a time."


@pytest.mark.parametrize(
    ("apply", "spanish"),
    [
        ("New children begin on the first Monday.", "Se empieza el primer lunes del mes."),
        (
            "Call or write; new kids start on the 2nd Tuesday of each month",
            "Llame o escriba antes.\nSe empieza el segundo martes del mes.",
        ),
        ("New students start every Wednesday.", "Se empieza un miércoles."),
        (
            "Call first. Bring photo ID and a birth certificate.",
            "Llame antes.\nLleve esto: una identificación con foto (ID) y acta de nacimiento.",
        ),
        ("Walk-ins welcome. There is a waiting list.", "Puede ir sin cita.\nPuede haber lista de espera."),
        ("Sign up online; registration opens in August.", "Puede inscribirse por internet.\nPuede inscribirse desde agosto."),
        (
            "A parent must sign, and the child comes along.",
            "Su lista dice en inglés: “A parent must sign, and the child comes along”. Pregunte si es así.",
        ),
        ("No walk-ins. Call first.", "Llame antes.\nSu lista dice en inglés: “No walk-ins”. Pregunte si es así."),
        ("Call by 5 p.m. to sign up", "Su lista dice en inglés: “Call by 5 p.m. to sign up”. Pregunte si es así."),
        ("Para empezar, llame a la oficina.", "Para empezar, llame a la oficina."),
        ("Homeless men call first.", ""),
        ("A parent calls, or school staff call together with the parent.", "Llame antes. La escuela puede llamar con usted."),
        ("Call for an assessment, usually within a week.", "Llame antes. Le harán unas preguntas."),
    ],
)
def test_how_to_start_is_told_in_the_familys_language(apply: str, spanish: str) -> None:
    """Phrases that are understood whole are said in Spanish; the rest is quoted as their own words, and shames nobody."""
    assert start("es", apply=apply) == spanish
