"""Windows-1252 and Mac Roman are told apart by the letters that they make."""

from __future__ import annotations

import pytest

from importers.tables.single_bytes import decode

TEXTS = (
    "Agencia Niños", "Café Peña", "JOSÉ MARTÍ", "Jardín de la mañana", "ESPAÑOL", "Women’s House", "O’Brien Club", "“Big” House",
    "Ages 5–12", "Mon–Fri 9am–5pm", "lunes–viernes", "¿Qué hay? ¡Todo!", "Ángel", "After school • Tutoring", "98° outside",
    "services—literacy", "São Paulo", "français", "Über uns",
)  # fmt: skip


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", TEXTS)
def test_few_letters(text: str, codec: str) -> None:
    """A single word is enough where its letters can be of one encoding only."""
    assert decode(f"Name,ZIP\n{text},48910\n".encode(codec))[0].splitlines()[1] == f"{text},48910"


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_whole_list(codec: str) -> None:
    """In a list, its letters decide together, even those that alone could be either."""
    text = "\n".join([*TEXTS, "País", "l’école", "CAFÉ"])
    assert decode(text.encode(codec))[:2] == (text, codec)


def test_doubt() -> None:
    """What says nothing is Windows-1252."""
    assert decode(b"Oak \xa0House")[2] == "Windows-1252"
