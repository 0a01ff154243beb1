"""The codes that text columns hold, each with the names by which the program speaks of them.

A code is stored, exported and sent as its text, so its text never changes; the words that people read for it are made above.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a staff member may do (web.core.permissions), and whose students they see (storage.scope)."""

    SPECIALIST = "specialist"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


class StudentStatus(StrEnum):
    """Whether a student is at school."""

    ENROLLED = "enrolled"
    LEFT = "left"


class ReferralStatus(StrEnum):
    """How far a referral has come (referrals.status has the moves between them)."""

    DRAFT = "draft"
    SENT = "sent"
    REACHED = "reached"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    SCHEDULED = "scheduled"
    CONNECTED = "connected"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered_in_error"


class EventKind(StrEnum):
    """What happened to a referral: a move to the status of the same name, or something that moves nothing."""

    OPENED = "opened"
    SENT = "sent"
    REACHED = "reached"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    SCHEDULED = "scheduled"
    CONNECTED = "connected"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered_in_error"
    LETTER_GIVEN = "letter_given"
    MISSED_APPOINTMENT = "missed_appointment"
    RECEIVED = "received"
    PROVIDER_TOLD = "provider_told"
    PLEASE_CALL = "please_call"
    REMINDED = "reminded"
    MAIL_FAILED = "mail_failed"
    PROVIDER_MAIL_FAILED = "provider_mail_failed"
    LISTING_MENDED = "listing_mended"
    HANDED_OVER = "handed_over"
    NOTE = "note"
    SEEN = "seen"
    REOPENED = "reopened"
    RETRACTED = "retracted"


class Author(StrEnum):
    """Who recorded an event of a referral."""

    STAFF = "staff"
    FAMILY = "family"
    PROVIDER = "provider"
    SYSTEM = "system"


class Recipient(StrEnum):
    """Who gets a link or a mail about a referral."""

    FAMILY = "family"
    PROVIDER = "provider"


class EndCode(StrEnum):
    """Why a referral was not completed (referrals.reasons has the next step for each)."""

    INELIGIBLE = "ineligible"
    NO_CAPACITY = "no_capacity"
    NO_PROVIDER_RESPONSE = "no_provider_response"
    UNABLE_TO_REACH_FAMILY = "unable_to_reach_family"
    WRONG_CONTACT_DETAILS = "wrong_contact_details"
    FAMILY_DECLINED = "family_declined"
    COST = "cost"
    TRANSPORT = "transport"
    LANGUAGE = "language"
    PAPERWORK = "paperwork"
    WAIT_TOO_LONG = "wait_too_long"
    NEED_MET_ELSEWHERE = "need_met_elsewhere"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    OTHER = "other"


class ContactKind(StrEnum):
    """How somebody was in contact about a student."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    HOME_VISIT = "home_visit"
    FAMILY_MEETING = "family_meeting"
    TEACHER_MEETING = "teacher_meeting"
    STUDENT_TALK = "student_talk"
    MESSAGE = "message"


class ContactResult(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LEFT_MESSAGE = "left_message"
    NOT_HOME = "not_home"
    OTHER = "other"


class DisclosureWay(StrEnum):
    """How something about a student left the school."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    PDF = "pdf"


class MailKind(StrEnum):
    """Why a mail about a referral is sent."""

    REMINDER = "reminder"
    APPOINTMENT = "appointment"
    TOLD = "told"
    LETTER = "letter"


class MailState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


class EditKind(StrEnum):
    """How a record was changed by hand."""

    ADDED = "added"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    HIDDEN = "hidden"
    SHOWN = "shown"
    MERGED = "merged"
    MERGED_AWAY = "merged_away"
    TAKEN_BACK = "taken_back"


class ListedKind(StrEnum):
    """Whose name a listing bears (storage.listed_names)."""

    ORGANIZATION = "organization"
    SERVICE = "service"
    TOWN = "town"
