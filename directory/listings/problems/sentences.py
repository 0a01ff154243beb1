"""The English sentence of each code of importers.problem_codes; the names in braces are fields, or phrases of words.PHRASES.

The sentences are the msgids of templates/locale/CODE/LC_MESSAGES/staff.po. They are read beside the line and the cell, by
somebody who can correct the list: what is wrong, what was done about it, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from directory.storage.imports.stored_problems import StoredCode
from importers.problem_codes import (
    AgeCode,
    CellCode,
    ContactCode,
    FileCode,
    PlaceCode,
    RosterCode,
    RowCode,
    SanityCode,
    SecrecyCode,
    ValueCode,
)

FILES: Mapping[StrEnum, str] = {
    FileCode.NOT_UTF8: "The file is not UTF-8; it was read as {encoding}. Look at names with accents from line {from_line} on.",
    FileCode.OTHER_SHEETS: "Only the sheet “{sheet}” was read. To import another one too ({others}), save it as a file of its own.",
    FileCode.ROWS_HIDDEN: "{count} rows of the sheet are hidden (between rows {first} and {last}) and were left out. To import them too, show all rows, "
    "save the file, and import it again.",
    FileCode.QUOTE_NOT_CLOSED: "A quotation mark on this line is never closed; it was left out.",
    FileCode.CELL_CUT: "A cell of this row is longer than {most} characters: only its beginning was read.",
    FileCode.NO_ROWS: "The list has a header and no rows under it: nothing is imported.",
    FileCode.NO_HEADER: "The list has no header row, so its columns are told apart by what they hold.",
    FileCode.ROW_TOO_WIDE: "This row has {cells} cells where the header has {width}, so its cells may be under the wrong headers. "
    "Check it.",
    FileCode.TOTAL_LINE: "This line is taken as a total, not as a row.",
    FileCode.NOTE_LINE: "This line is taken as a note below the list, not as a row.",
    FileCode.HEADING_LINE: "This line is taken as a heading of the rows below it, not as a row.",
    FileCode.PROVIDER_LINE: "This line has only a name, so it is taken as an agency and the rows below it as its programs. "
    "If it is a heading, move it into a column for the category.",
    FileCode.LIST_RECOGNIZED: "The list was recognised, and its columns were taken as {map} says.",
    FileCode.TEXTS_CUT: "{count} texts in this column end at {characters} characters: the list has cut them. "
    "Ask for an export with whole texts.",
    FileCode.STAFF_COLUMN: "This column holds notes of staff, so nothing of it is published. "
    "If families may read it, say in the column map what it is.",
    StoredCode.EARLIER_WORDS: "{words}",
}

WHOLE: Mapping[StrEnum, str] = {
    SanityCode.ROWS_MISFIT: "{count} of {of} rows do not fit the header: they have more cells than it, or one cell alone. "
    "The list may be cut in the wrong places: export it again, and keep texts with commas or line breaks in quotation marks.",
    SanityCode.ROWS_NAMELESS: "{count} of {of} rows name no agency and no program and would be left out. "
    "Another column may hold the names.",
    SanityCode.ROWS_EMPTY: "{count} of {of} rows came out without an address, a telephone, a web address and a description. "
    "Their cells may be under the wrong headers.",
    SanityCode.NAMES_ODD: "{count} of {of} names of agencies are numbers, dates, hours or single letters. "
    "Another column may hold the names.",
    SanityCode.COLUMN_EMPTY: "{count} of {of} cells in this column gave nothing: it may hold something else than its header says.",
    SanityCode.HEADERS_MISFIT: "{count} of {of} columns of names, telephones, addresses and the like hold something else than their "
    "headers say. The cells may be shifted.",
    SanityCode.CELLS_LOST: "{count} of {of} cells were not understood, or not as a whole. The columns may mean something else.",
}

ROWS: Mapping[StrEnum, str] = {
    RowCode.UNREADABLE: "This row holds something that could not be understood, so it was left out. "
    "The other rows are not affected.",
    RowCode.NAMELESS: "This row names no agency and no program, so it was left out. Write the name and import it again.",
    RowCode.NO_ORGANIZATION: "This row names no agency. Write its name.",
    RowCode.ORGANIZATION_UNNAMED: "The list gives the number of this agency ({number}) and no name. Its programs are kept together under "
    "the number until it has one: write the agency's name on its page.",
    RowCode.NO_SERVICE: "This row names no service. Write its name; to end it, set its status to inactive.",
    RowCode.NO_NEED: "It does not say which need it answers, so no search by need finds it. Add a category or a need.",
    RowCode.ID_REPEATED: "Line {first_line} carries the same id: two rows cannot be one record. "
    "Leave the id blank to make a new one.",
    RowCode.NOT_AN_ID: "This is not an id. Leave the cell as the export wrote it, or blank for a new record.",
    RowCode.AGES_IMPOSSIBLE: "Ages go from 0 to {oldest}, the youngest first. The row is kept without it.",
    RowCode.POINT_IMPOSSIBLE: "A point has a latitude from -90 to 90 and a longitude from -180 to 180. The row is kept without it.",
    RowCode.FREE_PLACES_NEGATIVE: "Openings are 0 or more. The row is kept without it.",
    RowCode.PLACES_NEGATIVE: "Places are 0 or more. The row is kept without it.",
    RowCode.NUMBER_TOO_LARGE: "This number is too large, so it was left out.",
    RowCode.NEED_UNKNOWN: "There is no need with this name: did you mean {near}? The cell was left out.",
    RowCode.LIKE_RECORD: "This row looks like {like} and waits for review. "
    "Take one of them out of the list, or make plain how they differ.",
    RowCode.LIKE_LINE: "This row looks like line {first_line} and waits for review. "
    "Take one of them out of the list, or make plain how they differ.",
    RowCode.REPEATS_RECORD: "This row is an exact duplicate of {like}: it was skipped.",
    RowCode.REPEATS_LINE: "This row is an exact duplicate of line {first_line}: it was skipped.",
}

SECRECY: Mapping[StrEnum, str] = {
    SecrecyCode.ADDRESS_PRIVATE: "The list says that this address is private: its street and its point were left out.",
    SecrecyCode.PHONE_PRIVATE: "The list says that this number is private, so it was left out.",
    SecrecyCode.CONTACT_PRIVATE: "The list says that this contact is private, so it was left out.",
    SecrecyCode.EMAIL_PRIVATE: "The list says that this e-mail address is private, so it was left out.",
    SecrecyCode.ROW_PRIVATE: "The list keeps this row off its public pages, so it is marked “do not refer”: nobody is sent there.",
    SecrecyCode.NOT_APPROVED: "The list says that this row is not approved or not published, so it is inactive: "
    "nobody is sent there.",
    SecrecyCode.ENDED: "The list says that this service has ended or was taken off, so it is inactive: nobody is sent there.",
    SecrecyCode.PRIVACY_UNCLEAR: "It is not clear whether this may be shown, so to be safe it counts as no. Write yes or no.",
    SecrecyCode.GUARDED_COLUMN_UNKNOWN: "This says that something of the row is private, but no column of the list was recognized as "
    "what it means, so nothing was left out. Before you publish, say in the column map which column it is, or take it out of the list.",
    SecrecyCode.GUARD_UNREAD: "This column seems to say what must not be shown, but not what, so nothing was left out. "
    "Before you publish, say in the column map what it hides, or take that out of the list.",
    SecrecyCode.PLACE_CONFIDENTIAL: "The list says in words that this place is confidential: its street and its point were left out.",
    SecrecyCode.STREET_PRIVATE_ELSEWHERE: "Another agency of this list says that this street is private. "
    "Make sure that it may be shown; if not, mark this place as confidential.",
    SecrecyCode.ADDRESS_PRIVATE_IN_ORGANIZATION: "Another row of this agency says that this address is private: its street was left out.",
    SecrecyCode.ADDRESS_PRIVATE_IN_ROW: "Another row says that this address is private: its street was left out.",
    SecrecyCode.ORGANIZATION_PRIVATE: "The list keeps this row's agency off its public pages, so nobody is sent here either.",
    SecrecyCode.STAYS_CONFIDENTIAL: "This place is confidential in the directory, so the street and the point of this row were "
    "left out. If it is confidential no longer, say so on its page first.",
    SecrecyCode.STAFF_NOTE: "This looks like a note of staff, so it is not published. "
    "If families may read it, write it as a sentence; if it says that the service has changed, correct the listing.",
}

AGES: Mapping[StrEnum, str] = {
    AgeCode.NUMBER_NO_AGE: "{number} is not an age and was left out. Correct it in the list.",
    AgeCode.CELL_NO_AGE: '"{shown}" is not an age and was left out. Correct it in the list.',
    AgeCode.AGES_NOT_GIVEN: '"{shown}" does not give an age.',
    AgeCode.AGES_DENIED: '"{shown}" says who is not taken, or on which condition, so no ages were read; its words are kept. '
    "Write the ages that are taken.",
    AgeCode.AGES_TOO_LONG: "This is longer than ages need to be, so none were taken from it. Write the ages alone.",
    AgeCode.AGES_BACKWARDS: "The ages run backwards; read as {ages}.",
    AgeCode.AGES_APART: "The ages named are far apart, not one range: nothing was read from them. Make two services of it.",
    AgeCode.AGES_CROSSED: "The oldest age ({oldest}) is below the youngest ({youngest}), so both were left out. Correct them.",
    AgeCode.AGE_ALONE: '"{shown}" names one age; read as that age alone. Write "and up" behind it if older ones may come.',
    AgeCode.AGES_VAGUE: '"{shown}" names no ages; read as {ages}. Write the ages if you know them.',
    AgeCode.AGES_AS_DATE: '"{shown}" is a date that a spreadsheet made of "{written}"; repaired and read as {ages}.',
    AgeCode.GRADES_AS_DATE: '"{shown}" is a date that a spreadsheet made of "grades {written}"; repaired and read as {ages}.',
}

PLACES: Mapping[StrEnum, str] = {
    PlaceCode.ADDRESS_TOO_LONG: "This is longer than an address, so no street was taken from it. Write the address alone.",
    PlaceCode.ADDRESS_WITHHELD: "The address is said to be confidential; it was not taken.",
    PlaceCode.NOT_A_STATE: "This is not a state, so it was left out. Write its two letters.",
    PlaceCode.ZIP_UNKNOWN: "“{shown}” is not a ZIP code that the post office knows, so it was left out; check it.",
    PlaceCode.ZIP_IN_ADDRESS_UNKNOWN: "{zip} is not a ZIP code that the post office knows, so it was left out; check it.",
    PlaceCode.ZIP_SHORTENED: "“{shown}” had lost its leading zero; it was read as {zip}.",
    PlaceCode.SEVERAL_ZIPS: "“{shown}” holds several ZIP codes; {zip} was taken.",
    PlaceCode.ZIP_ELSEWHERE: "The ZIP {zip} lies in {zip_state}, not in {state}; check the address.",
    PlaceCode.NOT_A_POINT: "“{latitude}” and “{longitude}” are not a point; give degrees such as 42.73 and -84.55.",
    PlaceCode.POINT_AT_SEA: "The point {point} lies in the ocean, so it was left out; the address is used instead.",
    PlaceCode.POINT_MINUS_ADDED: "The point {point} was corrected: the minus of the longitude was added.",
    PlaceCode.POINT_SWAPPED: "The point {point} was corrected: latitude and longitude were swapped.",
    PlaceCode.POINT_SWAPPED_MINUS_ADDED: "The point {point} was corrected: latitude and longitude were swapped and the minus of the "
    "longitude added.",
    PlaceCode.POINT_ABROAD: "The point {point} lies outside the United States; check it.",
    PlaceCode.POINT_OFF_EARTH: "The point {point} is not on the earth, so it was left out; the address is used instead.",
    PlaceCode.POINT_FAR_FROM_ZIP: "This point is {miles} miles from ZIP {zip}, so it was left out. Correct the one or the other.",
    PlaceCode.POINT_FAR_FROM_LIST: "This point is far away from all others of the list, so it was left out. "
    "Correct it, or write the ZIP.",
}

CONTACTS: Mapping[StrEnum, str] = {
    ContactCode.NO_PHONE: "There is no telephone number in “{shown}”; give ten digits.",
    ContactCode.NO_AREA_CODE: "“{shown}” has no area code, so it was left out; add the area code.",
    ContactCode.PHONE_NOT_DIALED: "“{shown}” cannot be dialed (area codes begin with 2 to 9), so it was left out; "
    "correct it in the list.",
    ContactCode.PHONE_LENGTH: "“{shown}” does not have ten digits, so it was left out; correct it in the list.",
    ContactCode.NO_SITE: "“{shown}” is not a web address, so it was left out; give one such as www.example.org.",
    ContactCode.SITE_READ_AS: "“{shown}” was read as {site}.",
    ContactCode.SEVERAL_SITES: "“{shown}” holds several web addresses; {site} was taken.",
    ContactCode.NO_EMAIL: "“{shown}” is not an e-mail address, so it was left out; give one such as info@example.org.",
    ContactCode.SEVERAL_EMAILS: "“{shown}” holds several e-mail addresses; {email} was taken.",
}

VALUES: Mapping[StrEnum, str] = {
    ValueCode.WORDS_UNREAD: '"{shown}" says more than was understood, so no value was taken from it. Write the value alone, and the rest in words elsewhere.',
    ValueCode.WORDS_KEPT: '"{shown}" was read, but not every word of it. Look whether the rest changes the value.',
    ValueCode.NEITHER_YES_NOR_NO: "This is neither yes nor no: write 1 or 0, yes or no.",
    ValueCode.NO_NUMBER: "There is no number in this cell, so it was left out.",
    ValueCode.PRICE_UNKNOWN: '"{shown}" was not understood as a price or a way to pay. It is kept as words.',
    ValueCode.STATUS_UNKNOWN: '"{shown}" is not a status that is known here; the service counts as active. Correct it if it is closed.',
    ValueCode.HOURS_TOO_LONG: "This is longer than hours need to be: it is shown as it was written.",
    ValueCode.HOURS_UNCLEAR: "The hours could not be taken apart, so they are shown as they were written.",
    ValueCode.DATE_TOO_EARLY: '"{shown}" lies before 1950 and was left out. Check the year.',
    ValueCode.DATE_IN_FUTURE: '"{shown}" lies in the future and was left out. Check the year.',
    ValueCode.DATE_DAY_FIRST: '"{shown}" has the day before the month; read as {day}.',
    ValueCode.DATE_AS_NUMBER: '"{shown}" is a spreadsheet\'s day number; read as {day}.',
    ValueCode.DATE_INCOMPLETE: '"{shown}" is not a full date. Write it as year-month-day, such as 2024-05-31.',
    ValueCode.LANGUAGE_MISTAKEN: '"{shown}" is not the name of a language; read as {language}.',
    ValueCode.LANGUAGE_MENDED: '"{shown}" was read as {language}.',
    ValueCode.LANGUAGE_UNKNOWN: '"{shown}" is not a language that is known here. Correct the spelling if it is one.',
    ValueCode.LANGUAGE_LITTLE: "Only some {language} is spoken; it counts. Call to make sure.",
    ValueCode.LANGUAGES_TOO_LONG: "This is longer than a list of languages, so none were taken from it.",
    ValueCode.LANGUAGES_UNNAMED: '"{shown}" does not say which languages. Ask, and write their names.',
}

CELLS: Mapping[StrEnum, str] = {
    CellCode.NOT_A_CHOICE: "Write one of {choices}. The cell was left out.",
    CellCode.TOO_MANY_PARTS: 'There are {parts} parts in "{shown}" where at most {most} can be. The cell was left out.',
    CellCode.NOT_A_NUMBER: "Write a number, such as 12 or 40.7127. The cell was left out.",
    CellCode.NOT_A_DAY: "Write the day as year-month-day, such as 2026-03-09. The cell was left out.",
    CellCode.NOT_A_FLAG: "Write yes or no. The cell was left out.",
    CellCode.NOT_A_PHONE: "Write each phone on a line of its own, such as +12125550123;ext=13 | fax | After 5 pm. "
    "The cell was left out.",
    CellCode.NOT_A_PHONE_TYPE: '"{shown}" is not a kind of phone. Write one of {choices}. The cell was left out.',
    CellCode.NOT_HOURS: "Write hours as MO,TU | 09:00 | 17:00 | words, each on a line of its own. The cell was left out.",
    CellCode.NOT_A_COST: '"{shown}" is not a way to pay. Write one of {choices}. The cell was left out.',
    CellCode.NOT_NEEDS: "Write needs as their terms, such as tutoring; grief (0.6). The cell was left out.",
}

ROSTER: Mapping[StrEnum, str] = {
    RosterCode.ONE_SHEET: "Only one sheet was read. Save another one as a file of its own to import it too.",
    RosterCode.STUDENT_NUMBER_WORDS: "There are words beside the student number: only the number was used.",
    RosterCode.STUDENT_NUMBER_UNCLEAR: "There are words in place of the student number, or beside several numbers, so the row was "
    "left out. Leave the number alone here.",
    RosterCode.STUDENT_NUMBER_MISSING: "There is no student number here, so the row was left out. Add it.",
    RosterCode.STUDENT_NUMBER_REPEATED: "The student number is that of line {first_line}: this row is a duplicate.",
    RosterCode.NAME_MISSING: "There is no name here, so the row was left out. Add it.",
    RosterCode.BIRTH_DATE_AND_GRADE_MISSING: "There is neither a birth date nor a grade, so the row was left out. Add one of them.",
    RosterCode.BIRTH_DATE_INCOMPLETE: "This is not a full birth date. Write it as year-month-day, such as 2015-05-31.",
    RosterCode.BIRTH_DATE_IN_FUTURE: "This birth date lies in the future. Check the year.",
    RosterCode.BIRTH_DATE_TOO_EARLY: "By this birth date the student is older than {oldest}. Check the year.",
    RosterCode.GRADE_UNKNOWN: "This is not a grade that is known here. Write PK, K or a number from 1 to 12.",
    RosterCode.INSURANCE_UNKNOWN: "This insurance is not known here. Write Medicaid, private or uninsured.",
    RosterCode.STUDENT_LANGUAGE_UNKNOWN: "This is not a language that is known here. Write its English name or its ISO 639 code.",
    RosterCode.HOME_ZIP_UNKNOWN: "This is not a ZIP code that the post office knows. Check its digits.",
    RosterCode.GUARDIAN_PHONE_UNKNOWN: "There is no telephone number of ten digits here. Give one with its area code.",
    RosterCode.GUARDIAN_EMAIL_UNKNOWN: "This is not an e-mail address. Write one such as ana@example.org.",
    RosterCode.GUARDIAN_NAMELESS: "There is a telephone or an e-mail here and no name beside it, so it was left out. Add the name.",
    RosterCode.PHONE_WORDS_NOT_KEPT: "Words beside this telephone are not kept: read them, and note what matters by hand.",
    RosterCode.SCHOOL_MISSING: "There is no school here, so the row was left out. Add it.",
    RosterCode.SCHOOL_UNKNOWN: "This school is not in the desk, so the row was left out. Add it on the page of schools, or with "
    "referral-desk schools add.",
    RosterCode.NO_CONTACT_UNCLEAR: "This is neither yes nor no: it was taken as “do not contact”. Make sure.",
    RosterCode.ORDER_TAKEN: "Words beside this guardian say not to contact: they were taken as “do not contact”. Make sure.",
    RosterCode.ORDER_TAKEN_BY_NAME: "The words in this column forbid contact: they were taken as “do not contact” for the "
    "guardian whom they name, or for all.",
    RosterCode.ORDER_OF_NOBODY_HERE: "The words in this column forbid contact with somebody who is not a guardian here: "
    "nobody was marked. Read them.",
    RosterCode.CUSTODY_WORDS: "Words beside this guardian speak of custody, a court or danger: somebody must read them.",
    RosterCode.CONCERNS_TO_READ: "This row mentions custody, a court or contact without saying which guardian is meant. "
    "Read it: it is kept on the student's page. Note there whom nobody may contact; where the words forbid contact, every guardian "
    "of the row is marked until then.",
    RosterCode.CONCERNS_LEFT_OUT: "This row was not imported, and it mentions custody, a court or whom nobody may contact. "
    "Correct the row, or note the order by hand on the student's page.",
}

SENTENCES: Mapping[StrEnum, str] = {
    **FILES, **WHOLE, **ROWS, **SECRECY, **AGES, **PLACES, **CONTACTS, **VALUES, **CELLS, **ROSTER,
}  # fmt: skip

PLURALS: Mapping[StrEnum, tuple[str, str, str]] = {
    FileCode.COLUMNS_UNREAD: (
        "Nothing was read from {count} column: {headers}.",
        "Nothing was read from {count} columns: {headers}.",
        "count",
    ),
}
"""What is said of one, of several, and the field that counts."""

MORE: Mapping[str, tuple[str, str]] = {
    "more_rows": ("{more_rows} further row is like it.", "{more_rows} further rows are like it."),
    "more_cells": ("{more_cells} further cell is like it.", "{more_cells} further cells are like it."),
}
"""What is added to any sentence whose problem stands for others: by the field that counts them."""

IN_BROWSER: Mapping[StrEnum, str] = {
    RowCode.LIKE_RECORD: "This row looks like {like} and waits for you: once the list is published, you decide whether it is the same.",
    RowCode.LIKE_LINE: "This row looks like line {first_line} and waits for you: once the list is published, you decide whether it "
    "is the same.",
}
"""What is said otherwise where the reader can decide with a button."""
