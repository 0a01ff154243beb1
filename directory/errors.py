"""The errors that are reported in one sentence that says what to do.

DeskError
├── UsageError          an argument is malformed: exit 2
├── UnknownError        what was named does not exist: exit 1
├── UnreadableError     a list, a column map or a backup cannot be understood: exit 1
├── RefusedError        it could be done but must not be, for the reason given: exit 1
│   ├── MisfitError     a provider does not fit the student, and nobody gave a reason to use it anyway
│   ├── TellsPlaceError it would reveal where a confidential place is
│   └── StaleError      somebody changed it after the form was opened
├── BusyError           it can be done later: a job that changes the directory is under way: exit 1
│   └── OutdatedError   what the plan was based on has changed since: exit 1
├── KeysError           the keys for sealed data are missing or wrong: exit 1
└── DatabaseError       the database cannot be used as it is: exit 1
    └── SchemaError     its tables are older or newer than this program
"""

from __future__ import annotations

from collections.abc import Mapping


class DeskError(Exception):
    """The root; its text is one sentence for a person and reveals nothing about a student."""

    exit_code = 1


class UsageError(DeskError):
    """An argument is malformed: the text says which, and what is possible."""

    exit_code = 2


class UnknownError(DeskError):
    """What was named (a ZIP, an import, a need) does not exist."""


class UnreadableError(DeskError):
    """A list, its column map or a backup cannot be understood; nothing from it was kept."""


class RefusedError(DeskError):
    """The request was understood but is not carried out, because it would lose or break something."""


class MisfitError(RefusedError):
    """A provider does not fit the student, or something changed since the check: the user must read it and decide first."""


class TellsPlaceError(RefusedError):
    """It would reveal where a confidential place is; `targets` are the fields that would."""

    def __init__(self, words: str, targets: tuple[str, ...]) -> None:
        super().__init__(words)
        self.targets = targets


class StaleError(RefusedError):
    """Somebody else changed what the form edits after it was opened."""


class BusyError(DeskError):
    """It could not be done now, because a job that changes the directory is under way; nothing was kept."""


class OutdatedError(BusyError):
    """What the plan was based on changed before it could be written, several times in a row; nothing was kept."""


class KeysError(DeskError):
    """Sealed data cannot be opened: the keys are missing or wrong, or their file is readable by everybody."""


class DatabaseError(DeskError):
    """The database cannot be reached, opened or written."""


class SchemaError(DatabaseError):
    """The tables are from another version of this program."""


class Refusal(str):
    """Why something is refused, in English, with the sentence and the fields that it was made of, by which it is said in other languages.

    >>> told = refused("Write how many miles, from 1 to {most}.", most=500)
    >>> str(told), told.sentence, dict(told.fields)
    ('Write how many miles, from 1 to 500.', 'Write how many miles, from 1 to {most}.', {'most': 500})
    """

    __slots__ = ("fields", "sentence")
    sentence: str
    fields: Mapping[str, object]


def refused(sentence: str, **fields: object) -> Refusal:
    """Return why something is refused: a sentence with its fields filled in."""
    made = Refusal(sentence.format(**fields))
    made.sentence, made.fields = sentence, fields
    return made


def words_of(error: Exception) -> str:
    """Return what an error says, a refusal as it is."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Refusal) else str(error)
