"""How help comes, who gives it and what it costs, as people say it: what is delivered, what is refused, what is fine too."""

from __future__ import annotations

import pytest

from matching.requests import Kind, read
from matching.sentence import understand

_WAYS = (Kind.MODE, Kind.HELPER, Kind.LANGUAGE, Kind.PAYMENT, Kind.SETTING)


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("a pantry, they would have to bring it to us", "mode=home"),
        ("does any pantry here deliver", "mode=home"),
        ("pañales, que me los traigan a la casa", "mode=home"),
        ("somebody to come teach us sign at all", "mode=home"),
        ("alguien que venga a ayudarle con la tarea", "mode=home"),
        ("leave boots at the school for him", "mode=school"),
        ("que le dejen la mochila en la escuela", "mode=school"),
        ("counseling, not by phone", "mode=in_person"),
        ("a tutor, anything but a screen", "mode=in_person"),
        ("clases con una persona ahí enfrente", "mode=in_person"),
        ("mentor, face to face", "mode=in_person"),
        ("counseling, phone ok", "mode=phone"),
        ("can somebody call mom about the GED", "mode=phone"),
        ("he won't speak with a woman, a counselor please", "helper=man"),
        ("no quiere hablar con un hombre, terapia", "helper=woman"),
        ("not one on one, a grief circle", "setting=group"),
        ("all she speaks is Amharic, needs a clinic", "language=am"),
        ("en quiché, no en español, un abogado", "language=quc"),
        ("entiende poco inglés, habla mam, clínica", "language=mam"),
        ("piano that doesn't cost anything", "payment=free"),
        ("un tutor que no haya que pagar", "payment=free"),
        ("we have zero insurance, dentist", "payment=uninsured"),
        ("a bed, we can be home for the delivery", "mode=home"),
        ("a mentor who won't preach at him", "helper=not_faith_based"),
        ("dad is an ASL user, parenting class", "language=ase"),
    ],
)
def test_a_way_is_read_as_people_say_it(sentence: str, conditions: str) -> None:
    """Deliveries and visits, what is refused and what is fine too are conditions."""
    said = [f"{one.kind.value}={one.value}" for one in understand(sentence).conditions if one.kind in _WAYS]
    assert " ".join(said) == conditions


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("counseling by text, not by phone", "text, not by phone"),
        ("quiero hablar con alguien, por mensaje, no por llamada", "por mensaje, no por llamada"),
        ("hablar con alguien por chat", "por chat"),
        ("not Spanish, a tutor", "not Spanish"),
        ("seguro sí tenemos, busco dentista", "seguro sí tenemos"),
        ("a tutor online in person", "online in person"),
        ("dentist free and not free", "free and not free"),
        ("a camp that's quiet, age 9", "that's quiet"),
        ("therapy that doesn't run $60 an hour", "$60 an hour"),
    ],
)
def test_a_way_that_no_listing_tells_is_told(sentence: str, told: str) -> None:
    """What no condition can say is told, and nothing that it is not is made of it."""
    found = understand(sentence)
    assert not [one for one in found.conditions if one.kind in _WAYS]
    assert told in " ; ".join(found.unread)


@pytest.mark.parametrize(
    "sentence",
    ["a delivery driver job", "she will deliver her baby soon, needs a crib", "swim lessons, bus ok", "a tutor anywhere near us",
     "hablamos mixteco en la casa, busca tutor", "do I have to bring an ID to the pantry", "abuela tutora busca ropa",
     "should I bring her to school or to the hospital", "he will send pictures to my school", "somebody bring snacks on Friday"],
)  # fmt: skip
def test_what_only_sounds_like_a_way_is_none(sentence: str) -> None:
    """Births, jobs, what is spoken at home and words that say little are no way in which help comes."""
    assert not [one for one in read(sentence).conditions if one.kind in (Kind.MODE, Kind.HELPER)]


@pytest.mark.parametrize(
    ("sentence", "ages"),
    [
        ("siblings 4 and 13 lost their home", "4 13"),
        ("hermanas 7 y 10 perdieron a su mamá", "7 10"),
        ("raising her two, 6 and 9, needs respite", "6 9"),
        ("a karate class for 5 to 7 year olds", "5-7"),
        ("boys 6 to 8 need beds", "6-8"),
        ("do you have to be 18 to volunteer", ""),
        ("they said nine weeks. NINE. needs a clinic", ""),
        ("tres meses posparto, busca apoyo", ""),
        ("ya fui tres años a terapia", ""),
        ("her brother, 12, died; grief help", ""),
        ("his two brothers, 10 and 12, died, grief help", ""),
    ],
)
def test_ages_are_of_those_to_be_helped(sentence: str, ages: str) -> None:
    """Every age of a list is read, and no number of weeks, of children or of the dead is one."""
    assert " ".join(one.value for one in understand(sentence).conditions if one.kind is Kind.AGE) == ages
