"""How well the cells of a column fit a target that its header names: a factor from 0 (impossible) to about 1.2 (certain)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from importers.columns.contents import ColumnProfile
from importers.fields import Target

Fit = Callable[[ColumnProfile], float]

_EMPTY = 0.85
_SURELY = 1.15


def fit(target: str, p: ColumnProfile) -> float:
    """Return the factor for `target`, a target in fields.py or a reader."""
    if not p.filled:
        return _EMPTY
    return _FITS.get(target, _text)(p)


def _wants(*looks: str, low: float, enough: float = 0.5) -> Fit:
    """Return a fit that rises from `low` to certain as the share of cells with these looks rises to `enough`."""

    def factor(p: ColumnProfile) -> float:
        return low + (_SURELY - low) * min(1.0, max(p[look] for look in looks) / enough)

    return factor


def _data(p: ColumnProfile) -> bool:
    return max(p["flag"], p["number"], p["date"], p["email"], p["url"], p["zip"], p["clock"]) > 0.5


def _name(p: ColumnProfile) -> float:
    if _data(p) or p["phone"] > 0.5 or p["letters"] < 0.5:
        return 0.1
    if p["several"] > 0.5 or p["code"] > 0.8:
        return 0.35
    if p.length > 110 or p["street"] > 0.6 or p["point"] > 0.3:
        return 0.3
    return 0.9 if p.values <= 6 and p.different < 0.2 else 1.0


def _service_name(p: ColumnProfile) -> float:
    return min(_name(p), 0.5 if p.listed > 0.8 and p.different < 0.5 else 1.0)


def _place_name(p: ColumnProfile) -> float:
    return min(_name(p), 0.5 if p["zip inside"] > 0.4 or p["street"] > 0.4 or p.length > 70 else 1.0)


def _prose(p: ColumnProfile) -> float:
    if max(p["flag"], p["number"], p["date"], p["url"], p["clock"]) > 0.5:
        return 0.15
    return 1.1 if p.length >= 40 else 0.9 if p.length >= 18 else 0.8


def _text(p: ColumnProfile) -> float:
    return 0.2 if max(p["flag"], p["date"], p["clock"]) > 0.6 else 0.7 if p["number"] > 0.7 else 1.0


def _categories(p: ColumnProfile) -> float:
    if _data(p) or p["phone"] > 0.5 or p["letters"] < 0.5:
        return 0.1
    if p.length > 150 and p.listed < 0.8:
        return 0.5
    return 1.0 if p.different < 0.7 or p.values < 20 or p.listed > 0.5 else 0.8


def _city(p: ColumnProfile) -> float:
    if _data(p) or p["street"] > 0.4 or p["zip inside"] > 0.3 or p["letters"] < 0.7 or p.length > 45:
        return 0.15
    return 1.0


def _latitude(p: ColumnProfile) -> float:
    return _SURELY if p["number"] > 0.7 and 15 <= p.high <= 72 else 0.1


def _longitude(p: ColumnProfile) -> float:
    return _SURELY if p["number"] > 0.7 and -180 <= p.low < -60 else 0.1


def _whole_address(p: ColumnProfile) -> float:
    located = max(p["zip inside"], p["city line"], p["point"])
    if located >= 0.3 and max(p["street"], p["point"]) >= 0.2:
        return _SURELY
    return 0.25 + 0.7 * min(1.0, p["street"] / 0.5)


def _street(p: ColumnProfile) -> float:
    if p["point"] > 0.3 or p["city line"] > 0.4:
        return 0.55
    return 0.3 + (_SURELY - 0.3) * min(1.0, p["street"] / 0.4)


def _street_name(p: ColumnProfile) -> float:
    return 0.2 if max(p["flag"], p["date"], p["email"], p["url"]) > 0.5 or p.length > 40 else 1.1


def _street_part(p: ColumnProfile) -> float:
    return 1.1 if p.length < 11 and p["number"] < 0.5 else 0.2


def _mixed_contact(p: ColumnProfile) -> float:
    kinds = sum(p[look] > 0.15 for look in ("phone", "email", "url"))
    words = p["phone"] > 0.2 and p.length > 22
    return 1.15 if kinds >= 2 or words else 0.8 if kinds else 0.4


def _person(p: ColumnProfile) -> float:
    if max(p["phone"], p["email"], p["number"], p["url"]) > 0.3 or p.length > 60:
        return 0.2
    return 0.45 + 0.65 * min(1.0, p["person"] / 0.6)


def _identifier(p: ColumnProfile) -> float:
    short = p.length <= 40 and p["email"] < 0.5 and p["url"] < 0.5
    return 1.0 if p.different >= 0.97 and short else 0.25


def _code(p: ColumnProfile) -> float:
    return 1.0 if p.length <= 20 and p["letters"] < 0.9 else 0.35


def _parent(p: ColumnProfile) -> float:
    """Return the fit of the number of an agency: digits, a short code, or one token such as "oak-parks" or a UUID."""
    token = p["token"] > 0.9 and p.length <= 45 and max(p["email"], p["url"], p["flag"], p["date"]) < 0.5
    return 1.0 if token else _code(p)


def _number(p: ColumnProfile) -> float:
    return 0.45 + 0.7 * min(1.0, p["number"] / 0.5) if p["date"] < 0.5 else 0.1


def _year(p: ColumnProfile) -> float:
    return 1.0 if 1600 < p.high < 2200 or p["date"] > 0.5 else 0.2


def _schedules(p: ColumnProfile) -> float:
    """Return the fit of hours with their days; a bare time of day is an opening or closing time."""
    return _wants("time", low=0.3, enough=0.4)(p) * (0.8 if p["clock"] > 0.6 else 1.0)


def _days(p: ColumnProfile) -> float:
    return 1.1 if p["day"] > 0.5 and p["hours"] < 0.3 else 0.3


def _telling(p: ColumnProfile) -> float:
    """Return the fit of words about who may come, how to apply and the like: anything but marks, phones and numbers."""
    return (
        0.15
        if max(p["flag"], p["number"], p["date"]) > 0.5 or (p["phone"] > 0.5 and p.length < 20)
        else 0.6
        if p["url"] > 0.5
        else 1.0
    )


def _grade(p: ColumnProfile) -> float:
    return 1.1 if p["number"] + p["grade"] > 0.5 else 0.4


def _ages(p: ColumnProfile) -> float:
    if (p["flag"] > 0.9 and p.values < 3) or p["date"] > 0.5:
        return 0.15
    return 0.75 + 0.4 * min(1.0, max(p["number pair"], p["grade"], p["number"], p["group"]) / 0.4)


_yes_no = _wants("flag", "status", low=0.2)
_link = _wants("url", low=0.2, enough=0.4)
_mail = _wants("email", low=0.15, enough=0.4)

_FITS: Mapping[str, Fit] = {
    "name": _name, Target.ORGANIZATION_NAME: _name, Target.SERVICE_NAME: _service_name, Target.PROGRAM_NAME: _name, Target.LOCATION_NAME: _place_name,
    Target.SERVICE_SCHOOL: _place_name, Target.ORGANIZATION_ALTERNATE_NAME: _name, Target.SERVICE_ALTERNATE_NAME: _name, Target.IDENTIFIER: _identifier,
    "kind": _wants("kind", low=0.0, enough=0.8), "parent.id": _parent, Target.SERVICE_DESCRIPTION: _prose, Target.ORGANIZATION_DESCRIPTION: _prose,
    Target.SERVICE_ELIGIBILITY_DESCRIPTION: _telling, Target.SERVICE_APPLICATION_PROCESS: _telling, Target.REQUIRED_DOCUMENTS: _telling,
    Target.SERVICE_AREAS: _telling, Target.SERVICE_INTERPRETATION_SERVICES: lambda p: 1.0 if p["flag"] > 0.5 else _telling(p), "ages": _ages,
    Target.SERVICE_MINIMUM_AGE: _number, Target.SERVICE_MAXIMUM_AGE: _number, "minimum_grade": _grade, "maximum_grade": _grade,
    Target.COSTS: _wants("insurance", "price", low=0.55, enough=0.3), Target.SERVICE_FEES_DESCRIPTION: _wants("price", "insurance", "number", low=0.7, enough=0.3),
    Target.LANGUAGES: _wants("language", low=0.2, enough=0.3), Target.CAPACITY_AVAILABLE: _number, Target.CAPACITY_MAXIMUM: _number,
    Target.SERVICE_STATUS: _wants("status", "flag", low=0.25), Target.SERVICE_DO_NOT_REFER: _yes_no, "referable": _yes_no, "accepting": _wants("flag", low=0.2), Target.SERVICE_CONFIDENTIAL: _yes_no,
    Target.SERVICE_ASSURED_DATE: _wants("date", low=0.15), Target.CAPACITY_UPDATED: _wants("date", low=0.15), Target.CATEGORIES: _categories, Target.KEYWORDS: _categories,
    Target.MODES: _wants("mode", low=0.35, enough=0.3), Target.PHONES: _wants("phone", low=0.2, enough=0.4), "phone.name": _text, "phone.extension": _number,
    Target.ORGANIZATION_EMAIL: _mail, Target.SERVICE_EMAIL: _mail, "contact.email": _mail, Target.ORGANIZATION_WEBSITE: _link, Target.SERVICE_URL: _link,
    Target.LOCATION_URL: _link, "contact": _mixed_contact, "contact.name": _person, "contact.title": _name, "contact.first_name": _name,
    "contact.last_name": _name, "address": _whole_address, Target.ADDRESS_ADDRESS_1: _street, "city_line": _wants("city line", "zip inside", low=0.2),
    Target.ADDRESS_CITY: _city, Target.ADDRESS_REGION: _city, Target.ADDRESS_COUNTRY: _city, Target.ADDRESS_ATTENTION: _name, Target.ADDRESS_ADDRESS_2: _text,
    Target.ADDRESS_STATE_PROVINCE: lambda p: 1.1 if p["state"] > 0.5 else 0.8 if _city(p) > 0.5 and p.length < 16 else 0.2,
    Target.ADDRESS_POSTAL_CODE: _wants("zip", low=0.1, enough=0.6), "point": _wants("point", low=0.05), Target.LOCATION_LATITUDE: _latitude,
    Target.LOCATION_LONGITUDE: _longitude, Target.ACCESSIBILITY: _wants("access", low=0.15, enough=0.3), Target.LOCATION_EXTERNAL_IDENTIFIER: _code,
    Target.LOCATION_LOCATION_TYPE: _wants("location type", low=0.0, enough=0.8), Target.SCHEDULES: _schedules,
    "street.number": lambda p: 1.1 if p["number"] > 0.6 or p.length < 8 else 0.2, "street.name": _street_name, "street.type": _street_part,
    "street.before": _street_part, "street.after": _street_part,
    "hours.opens": _wants("clock", low=0.15), "hours.closes": _wants("clock", low=0.15), "hours.days": _days,
    Target.ORGANIZATION_YEAR_INCORPORATED: _year, Target.LOCATION_TRANSPORTATION: _text,
}  # fmt: skip
