"""What can go wrong, told in one sentence that says what to do.

DeskError
├── UsageError          a malformed argument: exit 2
├── UnknownError        the thing named is not there: exit 1
├── UnreadableError     a list, a map of columns or a backup cannot be understood: exit 1
├── RefusedError        it could be done but must not be, for the reason given: exit 1
│   ├── MisfitError     a provider does not fit the student, and nobody has said why all the same
│   ├── TellsPlaceError it would tell where a confidential place is
│   └── StaleError      somebody changed it after the form was opened
├── BusyError           it can be done later: a job that changes the directory is under way: exit 1
│   └── OutdatedError   what it was planned on was changed meanwhile: exit 1
├── KeysError           the keys that open what is sealed are missing or are others: exit 1
└── DatabaseError       the database cannot be used as it is: exit 1
    └── SchemaError     its tables are older or newer than this program
"""

from __future__ import annotations


class DeskError(Exception):
    """The root; its text is one sentence for a person, without anything of a student."""

    exit_code = 1


class UsageError(DeskError):
    """An argument is malformed: the words say which and what is possible."""

    exit_code = 2


class UnknownError(DeskError):
    """What was named (a ZIP, an import, a need) is not known."""


class UnreadableError(DeskError):
    """A list, the map of its columns or a backup cannot be understood; nothing of it was kept."""


class RefusedError(DeskError):
    """It was understood and is not done, because it would lose or break something."""


class MisfitError(RefusedError):
    """A provider does not fit the student, or something changed since that was looked at: it must be read and decided first."""


class TellsPlaceError(RefusedError):
    """It would tell where a confidential place is; `targets` are the fields that would."""

    def __init__(self, words: str, targets: tuple[str, ...]) -> None:
        super().__init__(words)
        self.targets = targets


class StaleError(RefusedError):
    """The form was opened before somebody else changed what it edits."""


class BusyError(DeskError):
    """It could not be done now, since a job that changes the directory is under way; nothing of it was kept."""


class OutdatedError(BusyError):
    """It was planned on what somebody changed before it was written, time and again; nothing of it was kept."""


class KeysError(DeskError):
    """What is sealed cannot be opened: there are no keys, they are others, or anybody may read their file."""


class DatabaseError(DeskError):
    """The database cannot be reached, opened or written."""


class SchemaError(DatabaseError):
    """The tables are of another version of this program."""
