"""`referral-desk letter`: a family's letter, given and kept, as a file or as text."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from directory.cli.common import desk, now, today

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("letter")
@click.argument("referral_id")
@click.option("--language", metavar="CODE", help="The language, such as es; the family's own where none is named.")
@click.option("--large", is_flag=True, help="Large print.")
@click.option("--html", "html_file", type=_FILE, metavar="FILE", help="Write the letter as a single HTML file.")
@click.option("--pdf", "pdf_file", type=_FILE, metavar="FILE", help="Write the letter as PDF.")
@click.option("--text", "text_file", type=_FILE, metavar="FILE", help="Write a short text to paste into a message.")
def command(
    referral_id: str, language: str | None, large: bool, html_file: Path | None, pdf_file: Path | None, text_file: Path | None
) -> None:
    """Give the letter of a referral (its id or its reference number), and keep it.

    Without a file the short text is printed. Each run makes a new letter with a link of its own.
    """
    from directory.district_settings.effective import read_district
    from directory.errors import RefusedError
    from directory.i18n import catalogs
    from directory.letters import html, issuance, pdf, text
    from directory.referrals.work import SERVICE, work_of
    from directory.storage.files import write_all
    from directory.storage.keyring import open_keys
    from directory.storage.referrals.referrals import by_reference

    language = language.strip().casefold() if language is not None else None
    if language is not None and language not in catalogs.languages():
        raise click.BadParameter(f"letters are written in {', '.join(catalogs.languages())}", param_hint="--language")
    chosen = desk()
    settings = chosen.settings
    way = "pdf" if pdf_file else "print" if html_file else "text"
    with chosen.writing() as session:
        keys = open_keys(session, settings)
        district = read_district(session, settings)
        district.require_calendar()
        work = work_of(session, keys, SERVICE, district, today=today(), now=now())
        found = by_reference(session, SERVICE, referral_id) or referral_id
        wish = issuance.LetterOptions(language=language, large=large, way=way)
        given = issuance.give_letter(work, district, found, wish, address=settings.public_url)
        drawn: dict[Path, bytes] = {}
        if html_file:
            drawn[html_file] = html.as_html(given.content, large=large, logo=settings.logo).encode()
        if pdf_file:
            drawn[pdf_file] = pdf.as_pdf(given.content, large=large, logo=settings.logo)
        if text_file:
            drawn[text_file] = text.as_text(given.content).encode()
        # The files are written before the letter counts as given: a full disk must not leave one without the other.
        try:
            write_all(drawn)
        except RefusedError as error:
            raise RefusedError(f"{error} The letter was not given.") from None
    if not (html_file or pdf_file or text_file):
        print(text.as_text(given.content))
    if settings.public_url is None:
        click.echo("Without REFERRAL_DESK_PUBLIC_URL a letter has no link: the family answers by telephone.", err=True)
