"""Places in a sentence: ZIPs, and towns and schools out of the names that the caller gives.

>>> from matching.requests.request import NamedPlace, PlaceKind
>>> names = {"holt": NamedPlace(PlaceKind.TOWN, "town:holt"), "everett high": NamedPlace(PlaceKind.SCHOOL, "school:12")}
>>> said = Utterance("Food pantry in Holt or near Everett High 48911")
>>> [(place.section, said.line[place.start : place.end]) for place in find_places(said, names)]
[('48911', '48911'), ('town:holt', 'in holt'), ('school:12', 'near everett high')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from matching.requests.patterns import Phrase
from matching.requests.request import Condition, Kind, NamedPlace, PlaceKind
from matching.requests.utterance import Utterance
from matching.states import CODE_BY_NAME, is_state
from matching.text import fold_text

_ZIP = re.compile(
    r"(?<= )(?:(?:near|in|around|by|close to|cerca de|cerca del|en|zip|zip code|codigo postal|area|zona)(?: the)?(?: zip)?(?: code)? )?"
    r"(?P<zip>\d{5})(?:-\d{4})?(?= )(?! (?:dollars|bucks|steps|people|students|miles|words|years|kids|pesos|dolares|personas|points|a year|square)\b)"
)
_A_ZIP = re.compile(r"\d{5}(?= )")
_NO_ZIP = re.compile(
    r"(?<![a-z])(?:student|id|case|number|num|no|code|pin|ticket|file|extension|ext|room|order|caso|numero|estudiante|account|report|route) (?:(?:id|number|no|is|de|es) ){0,2}$"
)
_ZIP_CODE = re.compile(r"(?:zip|postal) (?:code|number|is|es|de|,)? ?(?:is |es )?$")
_LONGEST = 6  # words of a name

_BEFORE = {
    PlaceKind.TOWN: r"(?:(?<=miles )(?:of|from)|(?<=mile )(?:of|from)|(?<=radius )(?:of|from)|(?<=km )(?:of|from)|(?<=away )from|(?<=millas )de|(?<=milla )de|(?<=km )de|in|near|around|close to|outside|outside of|live in|lives in|living in|we are in|moved to|moving to|relocated to|transferred to|part of|parts of|side of|area of"
    r"|nos mudamos a|se mudaron a|se mudo a|me mude a|llegamos a|llegaron a|en|cerca de|vive en|viven en|vivimos en|vivo en|alrededor de|rumbo de|lado de|rumbos de|afueras de)",
    PlaceKind.SCHOOL: r"(?:in|near|around|by|at|close to|next to|goes to|attends|student at|(?<=distance )(?:of|from|to)|(?<=walk to )from|(?<=walk )from|en|cerca de"
    r"|cerca del|cerca de la|va a|va a la|estudia en|al lado de|por|junto a)",
}
_HAS = (
    r"(?:has|have|takes?|accepts?|covered by|insured (?:by|with|through)|tiene|tienen|tenemos|tengo|acepta|acepte|aceptan|acepten|toma|tome"
    r"|asegurad[oa]s? (?:con|por)|cubiert[oa]s? por)"
)
_BY_TOWN = r"(?:by|por)"
_NOT_THERE = re.compile(
    r"(?:born|grew up|used to (?:live|be)|died|jail|prison|works?|working|worked|job|dad (?:is|lives|lived)|father (?:is|lives|lived)|court|arrested|shot"
    r"|happened|stayed|moved|robbed|jumped|killed|back|murio|nacio|crecio|trabaja|trabajo|carcel|vivia|vivian|vivieron|antes|papa (?:vive|esta)|paso)(?: back)? $"
)
_PART = re.compile(
    r"(?:the )?(?:old town|downtown|uptown|midtown|north|south|east|west|northern|southern|el norte de|el sur de|el centro de)(?: side)?(?: of)? (?=\w)"
)
"""Words between a preposition and a town: "in downtown Lansing"."""
_STATE = re.compile(
    rf" (?:, )?(?:{'|'.join(sorted(CODE_BY_NAME, key=len, reverse=True))}|(?P<letters>[a-z]{{2}}|[a-z] [.] [a-z](?: [.])?))(?= )"
)
_THE = re.compile(r"(?:the|el|la|los|las) (?=\w)")
_JOINT = re.compile(
    r" (?:, (?P<last>(?:and|or|nor|o|y|e|u|ni) )?|(?P<next>(?:and|or|nor|o|y|e|u|ni) ))(?:(?:in|near|around|en|cerca de) )?(?=\w)"
)
"""What joins a place to the next."""
_DOES = re.compile(
    r" (?:needs?|wants?|is|has|was|will|can|does|goes|said|says|gets?|likes|lives|necesita|quiere|es|esta|tiene|va|vive|dice) "
)
"""A name before these is somebody's: "in Holt, and Mason needs a tutor"."""
_ALONE = re.compile(r"(?<= [,.] )(?=\w)")
_LAST = re.compile(r"(?: township)?(?: [.])* $")
_MIDDLE = re.compile(r" [,.] (?!(?:and |y )?(?:\d|age |de \d|edad ))")
_CALLED = re.compile(
    r" (?:\w*(?:son|daughter|mother|father)|brother|sister|cousin|kids?|child|children|boys?|girls?|twins|student|friend|mom|dad|named|name is"
    r"|hij[oa]s?|nin[oa]s?|herman[oa]s?|prim[oa]|alumn[oa]|estudiante|amig[oa]|llama|nombre es) , (?:\w+ , )*$"
)
"""Words before a name that is somebody's."""
_PASSIVE = re.compile(r"(?:[a-z]{3,}ed|hit|hurt|beaten|told|taught|seen|sent) $")
_MORE_OF_A_SCHOOL = re.compile(r"(?: (?:high|middle|elementary|junior high))?(?: school)?(?= )")
_PREPOSITIONS = {
    kind: re.compile(rf"(?<= )(?P<before>{words}) (?=\w)") for kind, words in (*_BEFORE.items(), (PlaceKind.PLAN, _HAS))
}
_NOT = (
    r"(?:(?:anywhere|any place|anyplace|any area|everywhere|any borough|all) (?:but|except)|except(?: for)?|excluding|other than|instead of|rather than"
    r"|(?:cant|cannot|can not|wont|doesnt|dont|does not|do not|didnt|not|not able to|afraid to|unable to|no longer) (?:(?:want|like)(?: to)? )?(?:go|get|travel|come|live|stay|be|want|like)(?:ing)?"
    r"|no longer|avoid(?:ing)?|stay(?:ing)? out of|not living|(?<!not )(?<!too )far from|away from|moved (?:away from|out of|from)|(?:left|leaving)"
    r"|que no (?:sea|sean|este|esten|quede|queden)|(?:donde sea|en cualquier (?:lugar|parte|lado)|cualquier (?:lugar|parte)|todo|todos lados) (?:menos|excepto|salvo)"
    r"|menos|excepto|salvo|(?:ya )?no (?:vive|viven|vivimos|vivo|esta|estan|estamos|va|van|vamos|voy)"
    r"|no (?:puede|pueden|podemos|puedo) (?:ir|llegar|viajar)|no (?:quiere|quieren|queremos|quiero)(?: ir| nada)?|en vez de|en lugar de|fuera de|(?<!no )(?<!muy )lejos de|nothing|nada"
    r"|(?:se|nos|me) (?:fue|fueron|fuimos|fui|mudo|mudaron|mudamos|mude) de|not|never|nor|no)"
)
"""Words right before a place that is ruled out, or where nobody lives any more."""
_AT = r"(?:in|near|around|at|to|within|from|close to|en|a|al|de|del|cerca de|cerca del)"
_RULED_OUT = re.compile(
    rf"(?<= )(?<! if )(?<! si )(?P<not>{_NOT}) (?:even |just |really |living |anywhere |all the way )?"
    rf"(?:(?:{_BEFORE[PlaceKind.TOWN]}|{_AT}|goes to|attends|student at) )?(?=\w)"
)
_ANYMORE = re.compile(r" (?:anymore|any more|any longer|now|ya|please|por favor)(?= )")
_A_WORD = re.compile(r"(?<= )(?:(?:in|en|at|to|a) )?(?=\w)")
_TOO_FAR = re.compile(
    r" (?:(?:is|s|would be|seems|are|esta|queda|es|quedan) )?(?:(?:way |much )?too far|(?:muy|demasiado) lejos|(?:wont|doesnt|does not|will not) work|is out|is no good|no (?:nos |le |me )?(?:sirve|funciona|queda))(?= )"
)
_BY = re.compile(rf"(?<= )(?P<before>{_BY_TOWN}) (?=\w)")


def find_places(utterance: Utterance, names: Mapping[str, NamedPlace]) -> Iterator[Phrase]:
    """Yield the places in an utterance's line, each with its ZIP or key as its section. `names` are folded by `matching.text.fold_text`."""
    line = utterance.line
    for match in _ZIP.finditer(line):
        before = line[max(0, match.start("zip") - 40) : match.start("zip")]
        if _ZIP_CODE.search(before) or not _NO_ZIP.search(before):
            yield Phrase(match["zip"], match.start(), match.end())
    if names:
        for kind, pattern in (*_PREPOSITIONS.items(), (PlaceKind.TOWN, _BY)):
            for match in pattern.finditer(line):
                told_of = (_PASSIVE if pattern is _BY else _NOT_THERE).search(line[max(0, match.start() - 40) : match.start()])
                named = None if told_of else _name_after(utterance, match.end(), kind, names)
                if named:
                    yield Phrase(named[0], match.start(), named[1])
                    yield from _joined(utterance, named[1], kind, names)
        yield from _alone(utterance, names)


_FORMER_HOME = re.compile(r"\b(?:liv|viv|stay|moved|left|leaving|fue|fui|mud|no longer)")


def is_former_home(words: str) -> bool:
    """Whether words with a place that is ruled out only say that nobody lives there any more; else it is to be kept out.

    >>> is_former_home("moved away from holt"), is_former_home("not in holt")
    (True, False)
    """
    return bool(_FORMER_HOME.search(words))


def denied_places(utterance: Utterance, names: Mapping[str, NamedPlace]) -> Iterator[tuple[int, int]]:
    """Yield the positions in the line of places that are ruled out, with the words that say so: "not in Holt", "menos Holt".

    >>> from matching.requests.request import NamedPlace, PlaceKind
    >>> said = Utterance("dance anywhere but Holt or 48911, in Mason")
    >>> [said.line[start:end] for start, end in denied_places(said, {"holt": NamedPlace(PlaceKind.TOWN, "town:holt")})]
    ['anywhere but holt or 48911']
    """
    line = utterance.line
    for match in _RULED_OUT.finditer(line):
        end = _end_of_place(utterance, match.end(), names)
        while end and (joint := _JOINT.match(line, end)) and joint["next"]:
            more = _end_of_place(utterance, joint.end(), names)
            if not more or _DOES.match(line, more):
                break
            end = more
        if end:
            anymore = _ANYMORE.match(line, end)
            yield match.start(), anymore.end() if anymore else end
    for match in _TOO_FAR.finditer(line):
        for word in _A_WORD.finditer(line, max(0, match.start() - 40), match.start()):
            if _end_of_place(utterance, word.end(), names) == match.start():
                yield word.start(), match.end()
                break


def _end_of_place(utterance: Utterance, start: int, names: Mapping[str, NamedPlace]) -> int | None:
    """Return where the ZIP, town or school that begins at `start` ends."""
    if zip_code := _A_ZIP.match(utterance.line, start):
        return zip_code.end()
    found = (_name_after(utterance, start, kind, names) for kind in (PlaceKind.TOWN, PlaceKind.SCHOOL))
    return next((named[1] for named in found if named), None)


def _joined(utterance: Utterance, start: int, kind: PlaceKind, names: Mapping[str, NamedPlace]) -> Iterator[Phrase]:
    """Yield the further names of a list of places: "the Bronx or Queens", "Holt, Mason or Lansing"."""
    listed = list[Phrase]()
    while match := _JOINT.match(utterance.line, start):
        named = _name_after(utterance, match.end(), kind, names)
        if named is None or _DOES.match(utterance.line, named[1]):
            return
        listed.append(Phrase(named[0], match.end(), named[1]))
        if match["last"] or match["next"]:  # after a comma alone a name may begin something else
            yield from listed
            listed = []
        start = named[1]


def _name_after(utterance: Utterance, start: int, kind: PlaceKind, names: Mapping[str, NamedPlace]) -> tuple[str, int] | None:
    """Return the key of the name after a preposition, and where it ends: "Holt", "downtown Lansing", "the Bronx"."""
    more = (match.end() for pattern in (_PART, _THE) if (match := pattern.match(utterance.line, start)))
    return next((named for at in (start, *more) if (named := _name_at(utterance, at, kind, names))), None)


def _alone(utterance: Utterance, names: Mapping[str, NamedPlace]) -> Iterator[Phrase]:
    """Yield the towns that are a whole clause of a text: "Needs a dentist, Holt." is one, and "my son, Mason, 9, needs one" none."""
    line = utterance.line
    for match in _ALONE.finditer(line):
        named = _name_at(utterance, match.start(), PlaceKind.TOWN, names)
        if named and (
            _LAST.match(line, named[1]) or (_MIDDLE.match(line, named[1]) and not _CALLED.search(line, 0, match.start()))
        ):
            yield Phrase(named[0], match.start(), named[1])


def towns_beside(
    text: str, unread: Sequence[tuple[int, int]], needs: Sequence[tuple[int, int]], names: Mapping[str, NamedPlace]
) -> Iterator[Condition]:
    """Yield the towns among the words that nobody understood which stand right before the words of a need, or end the text after them.

    `unread` and `needs` are positions in the text: "a Holt food pantry", "food pantry Holt".
    """
    utterance = Utterance(text)
    words = utterance.words
    for number in [at for at, word in enumerate(words) if any(start <= word.start < end for start, end in unread)]:
        named = _name_at(utterance, utterance.offsets(number, number + 1)[0], PlaceKind.TOWN, names)
        if named is None:
            continue
        start, end = utterance.position(utterance.offsets(number, number + 1)[0], named[1])
        after = next((word.start for word in words if word.start >= end), None)
        before = words[number - 1].end if number else None
        if any(first == after or (last == before and not text[end:].strip(" .!?")) for first, last in needs):
            yield Condition(Kind.PLACE, named[0], text[start:end], start, end)


_LIVES = re.compile(
    r"(?:live|lives|living|stay|stays|staying|vive|viven|vivimos|vivo|mudamos|mudo|moved) (?:in|en|near|a|to|cerca de|around) (?:(?:the|el|la|los|las) )?$"
)
_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
_MAYBE_PLACE = re.compile(
    r"(?<= )(?:in|near|around|outside|outside of|close to|en|por|cerca de|cerca del|por el rumbo de|por la|alrededor de) (?=\w)"
)
_NO_PLACE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes "
    "sabado domingo christmas easter thanksgiving halloween navidad ramadan english spanish ingles espanol i god dios ms mrs mr dr sr sra santa head".split()
)


def unknown_places(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """Yield the positions in the line of names after a preposition of place: words with a capital, which may or may not be known."""
    line, sentence = utterance.line, utterance.sentence
    if sentence.isupper():
        return
    at = {utterance.offsets(number, number + 1)[0]: number for number in range(len(utterance.words))}
    for match in _MAYBE_PLACE.finditer(line):
        first = at[match.end()]
        first += utterance.words[first].text in _ARTICLES
        last = first
        while last < len(utterance.words) and sentence[utterance.words[last].start].isupper():
            last += 1
        if last > first and utterance.words[first].text not in _NO_PLACE:
            yield utterance.offsets(first, last)


def is_home(line: str, start: int) -> bool:
    """Whether a name at a position in the line is said to be where somebody lives, so that it can mean no need."""
    return bool(_LIVES.search(line[max(0, start - 40) : start]))


def _name_at(utterance: Utterance, start: int, kind: PlaceKind, names: Mapping[str, NamedPlace]) -> tuple[str, int] | None:
    """Return the key of the longest name that begins at `start`, and where it ends."""
    line = utterance.line
    ends = [match.start() for match in re.finditer(" ", line[start : start + 40 * _LONGEST])][:_LONGEST]
    pauses = ",~" if kind is PlaceKind.TOWN else ",.~"
    for end in reversed([end for end in ends if line[start + end - 1] not in pauses]):
        place = names.get(fold_text(line[start : start + end]))
        if place and place.kind is kind and not (kind is PlaceKind.TOWN and _is_cut(utterance, start, start + end)):
            if kind is PlaceKind.TOWN and _state_after(utterance, start + end):
                return None  # a town of that name in another state: its own is among the names, and longer
            more = _MORE_OF_A_SCHOOL.match(line, start + end) if kind is PlaceKind.SCHOOL else None
            return place.key, more.end() if more else start + end
    return None


_LETTERS_LAST = re.compile(r" (?:, )?(?P<letters>[a-z]{2}|[a-z] [.] [a-z](?: [.])?)$")


def _is_cut(utterance: Utterance, start: int, end: int) -> bool:
    """Whether a name ends with letters of a state that are another word here, or with the end of a sentence: "in Holt or"."""
    match = _LETTERS_LAST.search(utterance.line, start, end)
    if match:
        return not _are_state(utterance, match.start("letters"), match.end("letters"))
    return utterance.line[end - 1] == "."


def _state_after(utterance: Utterance, start: int) -> bool:
    """Whether a state stands at a position in the line."""
    match = _STATE.match(utterance.line, start)
    return match is not None and (not match["letters"] or _are_state(utterance, match.start("letters"), match.end("letters")))


def _are_state(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters at a position in the line are a state, as they are written."""
    first, last = utterance.position(start, end)
    return is_state(utterance.sentence[first:last], shouted=utterance.sentence.isupper())
