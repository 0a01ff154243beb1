"""What can be wrong with a list or a roster, as codes; beside each code the fields that come with it.

A code holds no words: directory.listings.problems puts it into a language. `shown` is always what a cell says, cut short. Codes
are stored with the imports that met them, so a code keeps its name for good.
"""

from __future__ import annotations

from enum import StrEnum, auto


class FileCode(StrEnum):
    """The file as a whole, and lines that are no rows."""

    NOT_UTF8 = auto()  # encoding, from_line
    OTHER_SHEETS = auto()  # sheet, others
    ROWS_HIDDEN = auto()  # count, first, last (lines)
    QUOTE_NOT_CLOSED = auto()
    CELL_CUT = auto()  # most (characters), more_cells
    NO_ROWS = auto()
    NO_HEADER = auto()
    ROW_TOO_WIDE = auto()  # cells, width, more_rows
    TOTAL_LINE = auto()
    NOTE_LINE = auto()
    HEADING_LINE = auto()
    PROVIDER_LINE = auto()
    LIST_RECOGNIZED = auto()  # map
    COLUMNS_UNREAD = auto()  # count, headers
    TEXTS_CUT = auto()  # count, characters
    STAFF_COLUMN = auto()


class RowCode(StrEnum):
    """A row as a whole, and what no row may say."""

    UNREADABLE = auto()
    NAMELESS = auto()
    NO_ORGANIZATION = auto()
    ORGANIZATION_UNNAMED = auto()  # number
    NO_SERVICE = auto()
    NO_NEED = auto()
    ID_REPEATED = auto()  # first_line
    NOT_AN_ID = auto()
    AGES_IMPOSSIBLE = auto()  # oldest
    POINT_IMPOSSIBLE = auto()
    FREE_PLACES_NEGATIVE = auto()
    PLACES_NEGATIVE = auto()
    NUMBER_TOO_LARGE = auto()
    NEED_UNKNOWN = auto()  # near
    LIKE_RECORD = auto()  # like
    LIKE_LINE = auto()  # first_line
    REPEATS_RECORD = auto()  # like
    REPEATS_LINE = auto()  # first_line


class SecrecyCode(StrEnum):
    """What a list keeps to itself, and what is therefore left out."""

    ADDRESS_PRIVATE = auto()
    PHONE_PRIVATE = auto()
    CONTACT_PRIVATE = auto()
    EMAIL_PRIVATE = auto()
    ROW_PRIVATE = auto()
    NOT_APPROVED = auto()
    ENDED = auto()
    PRIVACY_UNCLEAR = auto()
    GUARDED_COLUMN_UNKNOWN = auto()
    GUARD_UNREAD = auto()
    PLACE_CONFIDENTIAL = auto()
    STREET_PRIVATE_ELSEWHERE = auto()
    ADDRESS_PRIVATE_IN_ORGANIZATION = auto()
    ADDRESS_PRIVATE_IN_ROW = auto()
    ORGANIZATION_PRIVATE = auto()
    STAYS_CONFIDENTIAL = auto()
    STAFF_NOTE = auto()


class AgeCode(StrEnum):
    """Ages and grades. `ages` in a sentence stands for `minimum` and `maximum`, in years."""

    NUMBER_NO_AGE = auto()  # number
    CELL_NO_AGE = auto()  # shown
    AGES_NOT_GIVEN = auto()  # shown
    AGES_DENIED = auto()  # shown
    AGES_TOO_LONG = auto()
    AGES_BACKWARDS = auto()  # minimum, maximum
    AGES_APART = auto()
    AGES_CROSSED = auto()  # oldest, youngest
    AGE_ALONE = auto()  # shown
    AGES_VAGUE = auto()  # shown, minimum, maximum
    AGES_AS_DATE = auto()  # shown, written, minimum, maximum
    GRADES_AS_DATE = auto()  # shown, written, minimum, maximum


class PlaceCode(StrEnum):
    """Addresses, ZIPs and points. `point` is written as latitude and longitude."""

    ADDRESS_TOO_LONG = auto()
    ADDRESS_WITHHELD = auto()
    NOT_A_STATE = auto()
    ZIP_UNKNOWN = auto()  # shown
    ZIP_IN_ADDRESS_UNKNOWN = auto()  # zip
    ZIP_SHORTENED = auto()  # shown, zip
    SEVERAL_ZIPS = auto()  # shown, zip
    ZIP_ELSEWHERE = auto()  # zip, zip_state, state
    NOT_A_POINT = auto()  # latitude, longitude, as written
    POINT_AT_SEA = auto()  # point
    POINT_MINUS_ADDED = auto()  # point
    POINT_SWAPPED = auto()  # point
    POINT_SWAPPED_MINUS_ADDED = auto()  # point
    POINT_ABROAD = auto()  # point
    POINT_OFF_EARTH = auto()  # point
    POINT_FAR_FROM_ZIP = auto()  # miles, zip
    POINT_FAR_FROM_LIST = auto()


class ContactCode(StrEnum):
    """Telephones, web and e-mail addresses."""

    NO_PHONE = auto()  # shown
    NO_AREA_CODE = auto()  # shown
    PHONE_NOT_DIALED = auto()  # shown
    PHONE_LENGTH = auto()  # shown
    NO_SITE = auto()  # shown
    SITE_READ_AS = auto()  # shown, site
    SEVERAL_SITES = auto()  # shown, site
    NO_EMAIL = auto()  # shown
    SEVERAL_EMAILS = auto()  # shown, email


class ValueCode(StrEnum):
    """Every other kind of value. `language` is an ISO 639 code."""

    WORDS_UNREAD = auto()  # shown
    WORDS_KEPT = auto()  # shown
    NEITHER_YES_NOR_NO = auto()
    NO_NUMBER = auto()
    PRICE_UNKNOWN = auto()  # shown
    STATUS_UNKNOWN = auto()  # shown
    HOURS_TOO_LONG = auto()
    HOURS_UNCLEAR = auto()
    DATE_TOO_EARLY = auto()  # shown
    DATE_IN_FUTURE = auto()  # shown
    DATE_DAY_FIRST = auto()  # shown, day
    DATE_AS_NUMBER = auto()  # shown, day
    DATE_INCOMPLETE = auto()  # shown
    LANGUAGE_MISTAKEN = auto()  # shown, language
    LANGUAGE_MENDED = auto()  # shown, language
    LANGUAGE_UNKNOWN = auto()  # shown
    LANGUAGE_LITTLE = auto()  # language
    LANGUAGES_TOO_LONG = auto()
    LANGUAGES_UNNAMED = auto()  # shown


class CellCode(StrEnum):
    """A cell of our own export that is not written as its column is."""

    NOT_A_CHOICE = auto()  # choices
    TOO_MANY_PARTS = auto()  # parts, shown, most
    NOT_A_NUMBER = auto()
    NOT_A_DAY = auto()
    NOT_A_FLAG = auto()
    NOT_A_PHONE = auto()
    NOT_A_PHONE_TYPE = auto()  # shown, choices
    NOT_HOURS = auto()
    NOT_A_COST = auto()  # shown, choices
    NOT_NEEDS = auto()


class RosterCode(StrEnum):
    """A roster of students. No field repeats what a cell says."""

    ONE_SHEET = auto()
    STUDENT_NUMBER_WORDS = auto()
    STUDENT_NUMBER_UNCLEAR = auto()
    STUDENT_NUMBER_MISSING = auto()
    STUDENT_NUMBER_REPEATED = auto()  # first_line
    NAME_MISSING = auto()
    BIRTH_DATE_AND_GRADE_MISSING = auto()
    BIRTH_DATE_INCOMPLETE = auto()
    BIRTH_DATE_IN_FUTURE = auto()
    BIRTH_DATE_TOO_EARLY = auto()  # oldest
    GRADE_UNKNOWN = auto()
    INSURANCE_UNKNOWN = auto()
    STUDENT_LANGUAGE_UNKNOWN = auto()
    HOME_ZIP_UNKNOWN = auto()
    GUARDIAN_PHONE_UNKNOWN = auto()
    GUARDIAN_EMAIL_UNKNOWN = auto()
    GUARDIAN_NAMELESS = auto()
    PHONE_WORDS_NOT_KEPT = auto()
    SCHOOL_MISSING = auto()
    SCHOOL_UNKNOWN = auto()
    NO_CONTACT_UNCLEAR = auto()
    ORDER_TAKEN = auto()
    ORDER_TAKEN_BY_NAME = auto()
    ORDER_OF_NOBODY_HERE = auto()
    CUSTODY_WORDS = auto()
    CONCERNS_TO_READ = auto()
    CONCERNS_LEFT_OUT = auto()


class SanityCode(StrEnum):
    """A list that looks, as a whole, as if it was read wrong: `count` of `of` rows or cells are in doubt."""

    ROWS_MISFIT = auto()  # count, of
    ROWS_NAMELESS = auto()  # count, of
    ROWS_EMPTY = auto()  # count, of
    NAMES_ODD = auto()  # count, of
    COLUMN_EMPTY = auto()  # count, of
    HEADERS_MISFIT = auto()  # count, of
    CELLS_LOST = auto()  # count, of


GROUPS: tuple[type[StrEnum], ...] = (
    FileCode, RowCode, SecrecyCode, AgeCode, PlaceCode, ContactCode, ValueCode, CellCode, RosterCode, SanityCode,
)  # fmt: skip
BY_NAME = {str(code): code for group in GROUPS for code in group}
"""Every code, by the name under which it is stored."""
