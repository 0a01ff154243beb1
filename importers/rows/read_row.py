"""A row as far as it has been read: what was given, and what the stages have found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from importers.errors import unreadable
from importers.problems import Problem
from importers.records import Fields, Record
from importers.rows.findings import Findings, KeptWords, merged
from importers.rows.source_row import SourceRow
from importers.rows.stages.places import RowPlace


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as far as it has been read; each stage that finds something returns a new one."""

    source: SourceRow
    fields: Fields = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    kept: tuple[KeptWords, ...] = ()
    hidden: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()
    place: RowPlace | None = None
    is_organization_row: bool = False
    failed: bool = False

    def having(self, found: Findings) -> ReadRow:
        """Return the row together with what a stage found."""
        return replace(
            self,
            source=self.source.withholding(found.withheld),
            fields=merged(self.fields, found.fields),
            problems=(*self.problems, *found.problems),
            kept=(*self.kept, *found.kept),
            hidden=self.hidden | found.hidden,
            secrets=(*self.secrets, *found.secrets),
        )

    def after(self, stage: Callable[[ReadRow], ReadRow]) -> ReadRow:
        """Return the row after a stage; an exception in the stage rejects this row and no other."""
        if self.failed:
            return self
        try:
            return stage(self)
        except Exception as error:  # noqa: BLE001  # a row that nobody foresaw must not cost the others
            return replace(self, failed=True, problems=(*self.problems, unreadable(self.source.line, error)))

    def record(self) -> Record:
        return Record(self.source.line, self.source.cells, {} if self.failed else self.fields, self.problems)
