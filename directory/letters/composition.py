"""Pure: the letter for a family, composed only from what was frozen at the opening.

It says what it is, whom to call and what to say, what to know about the place, and how to tell us how it went. It names no need.
Neither the link nor the code appears in a sentence, since both are blanked in the stored copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from babel.dates import format_date

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of, marked
from directory.i18n.language_names import language_name
from directory.letters.content import LetterContent, LetterRequest, LetterSigner, Part, ProviderCard
from directory.letters.costs import COST_UNKNOWN
from directory.letters.facts import BRING_UNKNOWN, facts
from directory.letters.phones import number_in_words, phones
from directory.letters.plain_text import SHORT, clean
from directory.letters.prose import is_private_matter
from directory.referrals.snapshot import FrozenProvider
from matching.languages import base

TITLE = marked("Student support specialist")
"""The title of most signers; any other title is printed as it is."""

BLANK_LINE = "__________"
_OPEN = {COST_UNKNOWN: marked("What does it cost?"), BRING_UNKNOWN: marked("What do we need to bring?")}


def letter_content(asked: LetterRequest) -> LetterContent:
    """Return the letter in the language asked for, or in English if there is no catalog for it.

    The English is printed beside a language whose sentences no fluent reader has reviewed.
    """
    asked = replace(asked, language=base(asked.language.strip()))
    say = catalog_of(asked.language)
    content = _content(asked, say)
    return content if say.reviewed else replace(content, english=_content(asked, catalog_of(ENGLISH)))


@dataclass(frozen=True, slots=True)
class _WaysToBegin:
    """How a family can begin; each field is empty where there is no such way."""

    phones: tuple[tuple[str, str], ...]
    email: str
    url: str


def _content(asked: LetterRequest, say: Catalog) -> LetterContent:
    provider = _without_secrets(asked.snapshot.provider)
    signer = _signer(asked.signer, say)
    # A website may reveal where a confidential place is.
    url = "" if provider.confidential else clean(provider.url)
    ways = _WaysToBegin(phones(provider, say), clean(provider.email), url)
    name = heading(provider)
    card = ProviderCard(
        name=name,
        agency=clean(provider.organization) if name != clean(provider.organization) else "",
        phones=ways.phones,
        lines=facts(asked, provider, say),
    )
    return LetterContent(
        language=say.language,
        right_to_left=say.locale.text_direction == "rtl",
        district=clean(asked.district),
        district_phone=number_in_words(asked.district_phone),
        date=format_date(asked.today, "long", locale=say.locale),
        title=say("A place that can help"),
        greeting=_greeting(asked, say),
        opening=_opening(asked, say),
        cards=(card,),
        script=_script(asked, card, ways, signer, say),
        answer=_answer(asked, signer, say),
        closing=(say("If someone is in danger now, call 911. You can call or text 988, day or night."),),
        signer=signer,
        reference_label=say("Reference number:"),
        reference=clean(asked.reference),
        code_label=say("Code:"),
        link=clean(asked.link, 2_000),
        code=clean(asked.code),
        confidential=provider.confidential,
    )


def heading(provider: FrozenProvider) -> str:
    """Return the name of the place: its program, or its agency if the program has no name or one that would shame the family."""
    service, agency = clean(provider.service), clean(provider.organization)
    return agency if agency and (not service or is_private_matter(service)) else service


def _without_secrets(provider: FrozenProvider) -> FrozenProvider:
    """Return the provider without what must not be revealed, even if the snapshot holds it."""
    if not provider.confidential:
        return provider
    return replace(provider, location=None, address=None, transport=None, access=())


def _signer(signer: LetterSigner, say: Catalog) -> LetterSigner:
    title = clean(signer.title)
    return LetterSigner(
        name=clean(signer.name),
        title=say(TITLE) if title == TITLE else title,
        phone=number_in_words(signer.phone),
        email=clean(signer.email) or None,
        school=clean(signer.school),
    )


def _greeting(asked: LetterRequest, say: Catalog) -> str:
    if name := clean(asked.greeted):
        return say("Hello {name},", name=name)
    child = clean(asked.child)
    return say("To the family of {child},", child=child) if child else say("Hello,")


def _opening(asked: LetterRequest, say: Catalog) -> tuple[str, ...]:
    child = clean(asked.child)
    told = (
        say("You or {child} talked with us.", child=child) if child else say("Your family talked with us."),
        say("We think this place can help."),
        say("Many families get help like this."),
        say("It is your choice to call."),
        say("You are not signed up for anything yet."),
        *_what_they_know(asked, say),
    )
    return (" ".join(told),)


def _what_they_know(asked: LetterRequest, say: Catalog) -> tuple[str, ...]:
    """Return what others know about the family; nothing if another provider was contacted."""
    if asked.shared is None:
        return ()
    if asked.shared:
        return (say("You said yes, so we told them that you may call."),)
    return (say("We have not given your name to anyone."),)


def _script(asked: LetterRequest, card: ProviderCard, ways: _WaysToBegin, signer: LetterSigner, say: Catalog) -> Part:
    return _calling(asked, card, signer, say) if ways.phones else _without_phone(asked, card, ways, signer, say)


def _calling(asked: LetterRequest, card: ProviderCard, signer: LetterSigner, say: Catalog) -> Part:
    told = [
        say("You can read this out loud."),
        say("If no one answers, leave your name and number, or call again."),
        *([say("Is it hard to call? Ask {name} to help you.", name=signer.name)] if signer.name else []),
    ]
    lines = (
        say("Hello. My name is {blank}. My child's school gave me your number.", blank=BLANK_LINE),
        say("I am calling about {service}.", service=clean(card.name, SHORT)),
        *_questions(card, say),
    )
    return Part(say("What to say when you call"), (" ".join(told),), (*_interpreter(asked, say), *lines))


def _questions(card: ProviderCard, say: Catalog) -> tuple[str, ...]:
    """Return what to ask, including what the letter could not say."""
    told = {words for line in card.lines for words in line.lines}
    unknown = [say(question) for answer, question in _OPEN.items() if say(answer) in told]
    return (" ".join((say("Do you have a place for us? When can we come?"), *unknown)),)


def _without_phone(asked: LetterRequest, card: ProviderCard, ways: _WaysToBegin, signer: LetterSigner, say: Catalog) -> Part:
    told = [say("We have no phone number for them.")]
    told += [say("Write to {email}.", email=ways.email)] if ways.email else []
    told += [say("Go to {url}.", url=ways.url)] if ways.url else []
    if len(told) == 1:
        told.append(
            say("Ask {name} to help you start.", name=signer.name) if signer.name else say("Ask your school to help you start.")
        )
        return Part(say("How to start"), (" ".join(told),))
    lines = (
        say("Hello. My name is {blank}. My child's school told me about you.", blank=BLANK_LINE),
        say("I want to know about {service}.", service=clean(card.name, SHORT)),
        *_questions(card, say),
    )
    return Part(say("How to start"), (" ".join(told), say("You can say this:")), (*_interpreter(asked, say), *lines))


def _interpreter(asked: LetterRequest, say: Catalog) -> tuple[str, ...]:
    """Return the first words of a call by a family that does not speak English: in English, since nobody there may speak more."""
    spoken = language_name(asked.language, catalog_of(ENGLISH))
    if asked.language == ENGLISH or spoken is None:
        return ()
    own = language_name(asked.language, say)
    if asked.language in asked.snapshot.provider.languages:
        aloud, meaning = f"{spoken}, please.", say("In {language}, please.", language=own)
    else:
        aloud, meaning = f"{spoken} interpreter, please.", say("I need an interpreter for {language}, please.", language=own)
    return (aloud,) if say.language == ENGLISH else (f"“{aloud}” ({meaning})",)


def _answer(asked: LetterRequest, signer: LetterSigner, say: Catalog) -> Part:
    host, phone = clean(asked.answer_host), signer.phone
    ways = [say("Point your phone's camera at the square picture.")] if asked.link.strip() else []
    if asked.link.strip() and asked.code.strip() and host:
        ways.append(say("Or go to {host}. Type the code and the reference number.", host=host))
    if signer.name:
        told = say("Call {name} at {phone}.", name=signer.name, phone=phone) if phone else say("Tell {name}.", name=signer.name)
        either = (
            say("Or call {name} at {phone}.", name=signer.name, phone=phone)
            if phone
            else say("Or tell {name}.", name=signer.name)
        )
        ways.append(either if ways else told)
    again = say("Did it not work? Did no one answer? Tell us. We will look for another place.")
    account = [say("You do not need an account.")] if asked.link.strip() else []
    return Part(say("Tell us how it went"), (" ".join((again, *account)),), tuple(ways) or (say("Tell your school."),))
