"""Letters made by hand for the tests of their drawings: fictional, and of the length that most have."""

from __future__ import annotations

from dataclasses import replace

from directory.letters.content import FactLine, LetterContent, LetterSigner, Part, ProviderCard

LINK = "https://desk.example.org/a/Jx2kPq9vTmB4wYc7LrN8sQ"
NAME = "Lakeside Family Counseling Center"

ENGLISH_CARD = ProviderCard(
    name=NAME,
    agency="Lakeside Charities",
    phones=(("+13155550142", "(315) 555-0142"), ("+13155550143;ext=12", "(315) 555-0143, extension 12 (Spanish)")),
    lines=(
        FactLine(
            "where", "Where", ("120 Main Street, Suite 4, Syracuse, NY 13202", "It is about 2 miles from Lincoln Middle School.")
        ),
        FactLine("hours", "When", ("Monday to Friday, 9 am to 5 pm", "Saturday, 9 am to noon")),
        FactLine("cost", "Cost", ("They take Medicaid.",)),
        FactLine("bring", "What to bring", ("Health insurance card", "Birth certificate", "A paper with your name and address")),
        FactLine("languages", "Languages", ("They speak English and Spanish.",)),
        FactLine("who", "Who can go", ("Ages 6 to 17.",)),
    ),
)
ENGLISH = LetterContent(
    language="en",
    right_to_left=False,
    district="Lakeside Unified School District",
    district_phone="(315) 555-0100",
    date="November 24, 2026",
    title="A place that can help",
    greeting="Hello Rosa Hernández,",
    opening=("You or Mateo talked with us. We think this place can help.", "It is your choice to call."),
    cards=(ENGLISH_CARD,),
    script=Part(
        "What to say when you call",
        ("You can read this out loud.",),
        ("Hello. My name is __________.", "My child's school gave me your number.", "When can we come?"),
    ),
    answer=Part(
        "Tell us how it went",
        ("Did it not work? Tell us. We will look for another place.",),
        ("Point your phone's camera at the square picture.", "Or call Dana Whitfield at (315) 555-0117."),
    ),
    closing=("If someone is in danger now, call 911. You can call or text 988, day or night.", "We are here to help."),
    signer=LetterSigner(
        "Dana Whitfield", "Student support specialist", "(315) 555-0117", "dana.whitfield@example.org", "Lincoln Middle School"
    ),
    reference_label="Reference number:",
    reference="K7Q-M42",
    code_label="Code:",
    link=LINK,
    code="482 913",
)
SPANISH = replace(
    ENGLISH,
    language="es",
    date="24 de noviembre de 2026",
    title="Un lugar que puede ayudar",
    greeting="Hola, Rosa Hernández:",
    opening=(
        "Usted o Mateo habló con nosotros. Creemos que este lugar puede ayudar.",
        "¿Llamar? Usted decide. Hable con la señora Ibáñez.",
    ),
    script=Part(
        "Qué decir cuando llame", ("Puede leer esto en voz alta.",), ("Hola. Me llamo __________.", "¿Cuándo podemos ir?")
    ),
    answer=Part("Díganos cómo le fue", ("¿No funcionó? Díganos.",), ("Apunte la cámara de su teléfono al cuadro.",)),
    closing=("Si alguien está en peligro ahora, llame al 911.",),
    reference_label="Número de referencia:",
    code_label="Código:",
    english=ENGLISH,
)
HEBREW = replace(
    ENGLISH,
    language="he",
    right_to_left=True,
    title="מקום שיכול לעזור",
    opening=("התקשרו אל (315) 555-0142 או בואו אל 120 Main St 48910 בבקשה.",),
)
LONG = replace(
    ENGLISH,
    cards=(
        replace(
            ENGLISH_CARD,
            name="The Greater Lakeside and Harbor Counties Children’s and Family Counseling and Wellness Center at Saint Mary’s",
            lines=ENGLISH_CARD.lines
            + tuple(
                FactLine(
                    "more", f"About it, {number}", ("They see children and their families at school, at home and by video. " * 2,)
                )
                for number in range(14)
            ),
        ),
    ),
)


def words_of(content: LetterContent) -> list[str]:
    """What a letter says, in the order of reading."""
    words = [content.district, content.title, content.greeting, *content.opening]
    for card in content.cards:
        words += [card.name, card.agency, *(said for _, said in card.phones)]
        words += [words for line in card.lines for words in (line.label, *line.lines)]
    for part in (content.script, content.answer):
        words += [part.heading, *part.paragraphs, *part.lines]
    words += [content.link, content.code_label, content.code, content.reference_label, content.reference, *content.closing]
    return [*words, content.signer.name]
