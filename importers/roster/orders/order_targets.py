"""Whom the words of an order are about: guardians on file, a third person, or nobody named.

    "Spanish - do not contact dad"               -> the father, though it stands in the mother's column
    "Father may not contact mother"              -> the father, who is the subject
    "Mother's boyfriend may not pick up"         -> somebody who is not a guardian
    "Do not release without ID"                  -> nobody is named

Folded text is searched for people and for words that forbid; a few grammar rules link the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.roster import kin
from importers.roster.orders import order_roles, order_words
from importers.roster.orders.order_roles import ARTICLES
from importers.roster.row import RosterGuardian
from importers.values.text import fold

_NEAR = 6  # words between an order and the person it names
_LONGEST = 3_000  # characters of a note that are searched for people; a longer one must be read
_BEFORE = 90  # characters before a person that show the person's role in a note
_AGAINST = re.compile(
    rf"(?:\b(?:against|contra(?: del?)?|versus|vs|naming)\b[. ]*|\b(?:order|ppo|tro|pfa) (?:is )?on ){ARTICLES}$"
)
_BY = re.compile(rf"\b(?:by|por) {ARTICLES}$")
_SUBJECT = re.compile(
    r"(?:may|can|could|will|shall|should|must|is|are|does|not (?:be )?(?:allowed|permitted|authorized|cleared|approved)|unauthorized|barred|banned"
    r"|prohib|restricted|forbidden|no (?:se )?(?:puede|debe|podra|tiene|esta|autoriz|permitid)|never|rights|restringid)"
)
"""Words that forbid somebody named before them: "Father may not pick up"."""
_BID = re.compile(
    r"do ?n[o']t|do not|don'?t|not to|no (?:se )?(?:l[aoe]s? )?(?:llam|dej|dar|den|entreg|habl|avis|comunic|inform|decir|diga|contact\w*(?:ar|en)\b|permit)"
)
"""Words that instruct others: the person who is forbidden is named after them."""
_TIGHT = re.compile(
    r"[\s:\"'>-]*(?:(?:with|w|con|to|the|a|al|el|la|los|las|su|his|her|their|orders?|orden|for|from|at|of|del?|by|about|info\w*|child|student|kid"
    r"|him|her|pick|up|in|on|any|numbers?|phone|cell|address|through|out|legal|natural|non-?custodial|mr|mrs|ms|que|direct|between|is|are|entre"
    r"|either|both|not|against|contra|que|se)\b/?[\s:\"'-]*)*"
)
_JOINED = re.compile(
    r"[\s,/&+]*(?:(?:and|or|nor|y|e|o|u|ni|the|la|el|los|las|his|her|su|al|a|del?|with|con|not|either|both|also|tambien|as well as)\b[\s,/&+]*)*"
)
_OVER = re.compile(
    r"\b(?:no longer|expired|expires|lifted|dismissed|dropped|vacated|ended|rescinded|until|vencid[oa]|vencio|levantad[oa]|expirad[oa]|terminad[oa]|ya no)\b"
)
"""Words of an order that may have ended; it applies until somebody has read them."""
_LOOSE = re.compile(r"\b(?:parent|guardian|contact|tutor) ?#? ?[1-9]\b|'?s (?:attorney|lawyer)\b|\babogad[oa] del?\b")
"""Guardians by number, and people who speak for one of them: somebody must read whom they mean."""
_PLAIN_WORDS = frozenset(
    "may will can do no not contact call order court safe keep away to an the or de el la los con al in on see mark grant tell let ask".split()
)
"""Names that are also words: they name somebody only as part of a full name."""
_STOP = ".;,|()[]{}!?"
_SENTENCE = ".;|!?"


@dataclass(frozen=True, slots=True)
class OrderTarget:
    """Whom words are about: guardians by position, and whether a person must read them to be sure.

    `named` says that the words name somebody, `absent` that they name a parent who is not on file.
    """

    who: frozenset[int] = frozenset()
    read: bool = False
    named: bool = True
    absent: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention of somebody. `who` are guardians on file; `absent` is a parent who is not, `third` is anybody else."""

    start: int
    end: int
    who: frozenset[int]
    absent: bool = False
    third: bool = False
    doubtful: bool = False
    spared: bool = False
    held: bool = False

    @property
    def plain(self) -> bool:
        return not (self.spared or self.held)


def target(
    text: str, people: Sequence[RosterGuardian], owners: Sequence[int] = (), *, header_forbids: bool = False
) -> OrderTarget:
    """Return whom an order or a death in a text is about; `owners` are those whose columns contain it.

    `header_forbids` says that the header of the column forbids contact, so that a name alone in it is enough.
    """
    cut = text[:_LONGEST]
    said = order_words.plain(cut)
    spans = order_words.spans(cut) or ([(0, 0)] if header_forbids else [])
    mentions = _mentions(said, people, owners, spans)
    named: set[_Mention] = set()
    sure = True
    for span in spans:
        found, certain = _near(said, span, [one for one in mentions if one.plain])
        named |= set(found)
        sure = sure and (certain or not found)
    held = any(one.held for one in mentions) or order_roles.of_a_holder(said)
    if not named:
        named, sure = {one for one in mentions if one.plain}, False
    if not named:
        return _nobody(mentions, people, owners, held=held, over=bool(_OVER.search(said)))
    who = frozenset().union(*(one.who for one in named))
    if any(one.absent for one in named):
        # The parent may be any guardian whose relationship is unknown, but none known to be another relative.
        unknown = (at for at, one in enumerate(people) if kin.unclear(fold(one.relationship or "")))
        return OrderTarget(who.union(unknown), read=True, absent=True)
    sure = sure or (bool(who) and who <= set(owners) and not held)
    joined = len(who) > 1 and bool(who & set(owners)) and not who <= set(owners)
    doubtful = (
        not sure
        or joined
        or len(text) > _LONGEST
        or bool(_OVER.search(said) or _LOOSE.search(said))
        or any(one.third or one.doubtful for one in named)
    )
    return OrderTarget(who, read=doubtful)


def _nobody(
    mentions: Sequence[_Mention], people: Sequence[RosterGuardian], owners: Sequence[int], *, held: bool, over: bool
) -> OrderTarget:
    """Return the target of words that name nobody: the one whose column it is, else all except those who are to be called."""
    if owners and not held:
        return OrderTarget(frozenset(owners), named=False)
    spared = frozenset().union(*(one.who for one in mentions if one.spared))
    if spared and over:
        return OrderTarget(read=True, named=False)
    return OrderTarget(frozenset(range(len(people))) - spared, read=True, named=False)


def _near(said: str, span: tuple[int, int], mentions: Sequence[_Mention]) -> tuple[list[_Mention], bool]:
    """Return those whom the words at `span` forbid, as far as grammar shows, and whether that is certain."""
    start, end = span
    inside = [one for one in mentions if one.start < end and one.end > start]
    if inside:
        return _with_joined(said, inside[-1], mentions, forward=True) + inside, not said[start:end].lstrip(
            "([ *:;,/-"
        ).startswith("not ")
    if against := next(
        (
            one
            for one in mentions
            if one.start >= end
            and _AGAINST.search(said[max(start, one.start - _BEFORE) : one.start])
            and _same(said, end, one.start, _SENTENCE)
        ),
        None,
    ):
        return _with_joined(said, against, mentions, forward=True), True
    after = next((one for one in mentions if one.start >= end and _same(said, end, one.start, _STOP)), None)
    before = next((one for one in reversed(mentions) if one.end <= start and _same(said, one.end, start, _STOP)), None)
    after = after if after and _words(said[end : after.start]) <= _NEAR else None
    before = before if before and _words(said[before.end : start]) <= _NEAR else None
    tight = bool(after and _TIGHT.fullmatch(said[end : after.start]))
    forward = _with_joined(said, after, mentions, forward=True) if after else []
    backward = _with_joined(said, before, mentions, forward=False) if before else []
    words = said[start:end].lstrip()
    if after and re.search(r"\b(?:between|entre)\b", said[end : after.start]):
        return forward, False
    if after and before:
        if _SUBJECT.match(words):
            if _BY.search(said[end : after.start]):
                return forward, True
            apart = bool(re.search(r" - |:", said[before.end : start])) and tight
            return (forward + backward, False) if apart else (backward, True)
        if not tight:
            return backward, True
        return (forward, True) if _BID.match(words) else (forward + backward, False)
    if after:
        return forward, tight
    if before:
        return backward, True
    return _beside(said, span, mentions)


def _beside(said: str, span: tuple[int, int], mentions: Sequence[_Mention]) -> tuple[list[_Mention], bool]:
    """Return somebody who is separated from the words only by punctuation: "Jay Marsh (no contact)"."""
    for one in reversed(mentions):
        if one.end <= span[0] and not re.search(r"[\w.;|]", said[one.end : span[0]]):
            first = [
                other for other in mentions if other.end <= one.start and re.fullmatch(r"[\s(\[-]*", said[other.end : one.start])
            ]
            return [*_with_joined(said, one, mentions, forward=False), *first[-1:]], True
    return [], True


def _with_joined(said: str, one: _Mention, mentions: Sequence[_Mention], *, forward: bool) -> list[_Mention]:
    """Return a mention with all that are joined to it: "father and uncle", "la madre ni el padre"."""
    found = [one]
    row = [other for other in mentions if (other.start >= one.end if forward else other.end <= one.start)]
    for other in row if forward else reversed(row):
        between = said[found[-1].end : other.start] if forward else said[other.end : found[-1].start]
        relatives = kin.kinds(said[other.start : other.end]) and kin.kinds(said[found[-1].start : found[-1].end])
        if not _JOINED.fullmatch(between) or not (between.strip() or relatives or other.who == found[-1].who):
            break
        loose = "," in between and not re.search(r"\b(?:and|or|nor|y|o|ni)\b", between)
        if loose and forward and re.match(r" ?(?!(?:and|or|nor|y|o|ni)\b)\w", said[other.end :]):
            break
        found.append(other)
    return found


def _same(said: str, start: int, end: int, stops: str) -> bool:
    return not any(char in stops for char in said[start:end])


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _mentions(
    said: str, people: Sequence[RosterGuardian], owners: Sequence[int], spans: Sequence[tuple[int, int]]
) -> list[_Mention]:
    """Return everybody whom a text names, in order, by relationship or by name."""
    known = [kin.kinds(fold(one.relationship or "")) for one in people]
    found = [_Mention(start, end, frozenset({at})) for at, start, end in _names(said, people)]
    relatives = kin.people(said)
    # Tia, Nana and Papa are also names.
    found += [
        _relative(one, known, owners)
        for one in relatives
        if not any(name.start < one.end and name.end > one.start for name in found)
    ]
    found.sort(key=lambda one: one.start)
    return [_in_its_part(one, said, spans) for one in found]


def _relative(one: kin.Person, known: Sequence[frozenset[str]], owners: Sequence[int]) -> _Mention:
    everybody = range(len(known))
    if one.kind == kin.BOTH:
        who = frozenset(owners if len(owners) > 1 else everybody)
        return _Mention(one.start, one.end, who, doubtful=len(who) > 2)
    if one.kind == kin.PARENTS:
        who = frozenset(at for at in everybody if known[at] & {kin.FATHER, kin.MOTHER, kin.PARENTS} or not known[at])
        return _Mention(one.start, one.end, who, absent=not who)
    who = frozenset(at for at in everybody if one.kind in known[at])
    absent = not who and one.kind in {kin.FATHER, kin.MOTHER}
    return _Mention(one.start, one.end, who, absent=absent, third=not who and not absent, doubtful=len(who) > 1)


def _names(said: str, people: Sequence[RosterGuardian]) -> list[tuple[int, int, int]]:
    """Return where a text calls guardians by name: by the first name if nobody else has it, or in full."""
    names = [re.findall(r"\w{2,}", fold(one.name)) for one in people]
    found = []
    for at, own in enumerate(names):
        others = {word for i, name in enumerate(names) if i != at for word in name}
        first = [] if not own or own[0] in others or own[0] in _PLAIN_WORDS else [own[0]]
        for pattern in filter(
            None,
            (
                r"\W+".join(map(re.escape, own)) if len(own) > 1 else "",
                *(rf"{re.escape(word)}(?:\W+{re.escape(own[-1])})?" for word in first),
            ),
        ):
            found += [(at, hit.start(), hit.end()) for hit in re.finditer(rf"\b{pattern}\b", said)]
    alone = [
        hit
        for hit in found
        if not any(
            other is not hit and other[1] <= hit[1] and other[2] >= hit[2] and other[2] - other[1] > hit[2] - hit[1]
            for other in found
        )
    ]
    return list(dict.fromkeys(alone))


def _in_its_part(one: _Mention, said: str, spans: Sequence[tuple[int, int]]) -> _Mention:
    """Return the mention, marked if the words spare or protect that person."""
    if any(start < one.end and end > one.start for start, end in spans):
        return one
    since = max((end for _, end in spans if end <= one.start), default=0)
    until = min((start for start, _ in spans if start >= one.end), default=len(said))
    before, after = (
        re.split(rf"[{re.escape(_SENTENCE)}]", said[max(since, one.start - _BEFORE) : one.start])[-1],
        said[one.end : until],
    )
    if order_roles.held(said[max(0, one.start - _BEFORE) : one.start], said[one.end :]):
        return replace(one, held=True)
    if order_roles.denied(said[max(0, one.start - _BEFORE) : one.start], said[one.end :]):
        return one
    return replace(one, spared=order_roles.spared(before, after))
