"""Words that say nothing about a value, by reader: a closed list, which tests/importers/values/test_accounts.py prints.

FoldedCell. No word here may turn a value round, end or limit it (doubt.py), and none may be a number.
"""

from __future__ import annotations

from collections.abc import Mapping

SIGNS = frozenset(".,;:()[]{}\"'-/&|*_•·!")
"""Signs that only set words apart, for every reader."""

COMMON = frozenset("the a an and of in at on is are y e el la los las un una de del en es son et le les des".split())
"""Words that only join others, for every reader."""

NOISE: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "dates": "date updated verified reviewed last fecha",
        "email": "< > = email e mail mails mailto address contact our please see write correo electronico courriel",
        "flags": "",
        "hours": "",
        "languages": (
            "< > language languages lenguaje lenguajes idioma idiomas spoken speak speaks speaking speaker speakers fluent fluently available "
            "offered services service also other others etc yes staff bi bilingual primary secondary primarily we our have has "
            "both following includes including all hablado hablados habla hablan disponible disponibles servicios personal tambien otros otras "
            "langue langues parle parlees"
        ),
        "numbers": (
            "bed beds seat seats slot slots spot spots space spaces place places opening openings available total capacity max maximum "
            "student students child children kid kids youth participant participants client clients people persons year founded "
            "incorporated established cupo cupos plaza plazas lugar lugares espacio espacios ninos estudiantes personas capacidad ano"
        ),
        "openings": "we our this program service there currently now please has have have current this",
        "phones": "telephone tel phone ph call dial also number numbers no. telefono telefonos llame llamar main",
        "status": (
            "status state currently now this program service agency provider listing record has been provider's estado actual actualmente "
            "programa servicio esta"
        ),
        "website": (
            "< > = web website site page homepage home url www http https link online internet our visit see go click here address "
            "sitio pagina nuestra visite"
        ),
        "zips": "= zip zips zipcode code codes postal usa us united states cp codigo",
    }.items()
}
"""Words that say nothing beside a value of that reader."""
