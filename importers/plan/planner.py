"""The plan of changes: what a list would do to the directory, decided without touching it.

Three things are compared: what the row says now, what it said in the last edition, and what the directory has. Only what the
list itself changed is changed, so that a coordinator's correction outlives the next import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from importers import confidential, identity
from importers.errors import unreadable
from importers.fields import FIELDS, Target
from importers.plan.likeness import Known, Likeness, Resembled, ResembledLine, likeness
from importers.plan.pairs import CurrentRecord, pair
from importers.records import Fields, Record, Value, blank, plain

Outcome = Literal["created", "updated", "unchanged", "needs_review", "rejected", "duplicate"]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """The outcome for one row. `changes` are the targets to write: all of them for a new record, else those that differ.

    `id` is the service at location, or the organization if the row names no service; None if nothing is to be written. `like`
    is the record or line that a row waiting for review resembles, or that a duplicate repeats.
    """

    record: Record
    outcome: Outcome
    row_key: str
    id: str | None = None
    organization_id: str = ""
    changes: Fields = field(default_factory=dict)
    like: Resembled | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, one per row in the list's order; the organizations to write; the records that are gone from the list."""

    source: str
    steps: tuple[PlanStep, ...]
    organizations: Mapping[str, Fields]
    withdrawn: tuple[CurrentRecord, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many rows had each outcome, and how many services are gone."""
        outcomes = Counter(step.outcome for step in self.steps)
        names = {"duplicate": "duplicates"}
        kinds: tuple[Outcome, ...] = ("created", "updated", "unchanged", "needs_review", "rejected", "duplicate")
        return {names.get(kind, kind): outcomes[kind] for kind in kinds} | {"withdrawn": len(self.withdrawn)}


def plan(
    records: Sequence[Record],
    standing: Iterable[CurrentRecord],
    *,
    source: str,
    others: Iterable[Likeness] = (),
    waiting: Collection[str] = (),
    settled: Collection[str] = (),
) -> Plan:
    """Decide what each record does.

    `standing` holds the records of this source and those whose ids the rows carry; `others` the records of other lists, for
    likely duplicates; `waiting` the digests of rows that an earlier import left for review, `settled` those of rows that a
    coordinator decided to leave out.
    """
    return _ListPlanner(source, list(standing), others, waiting, settled).plan(records)


class _ListPlanner:
    def __init__(
        self,
        source: str,
        standing: list[CurrentRecord],
        others: Iterable[Likeness],
        waiting: Collection[str],
        settled: Collection[str],
    ) -> None:
        self.source = source
        self.by_id = {s.id: s for s in standing}
        self.own = [s for s in standing if s.source == source]
        self.used = set(self.by_id)
        self.agencies: set[str] = set()
        self.waiting = waiting
        self.settled = settled
        self.secrets = _secrets(standing)
        self.known = Known()
        for other in others:
            self.known.add(other)

    def plan(self, records: Sequence[Record]) -> Plan:
        steps: dict[int, PlanStep] = {}
        seen: dict[str, int] = {}
        rows: list[tuple[int, str, Record]] = []
        for index, record in enumerate(records):
            key = identity.row_key(record.fields)
            text = identity.digest(record.cells)
            if record.rejected:
                steps[index] = PlanStep(record, "rejected", key)
            elif text in seen:
                steps[index] = PlanStep(record, "duplicate", key, like=ResembledLine(seen[text]))
            else:
                rows.append((index, key, record))
            seen.setdefault(text, record.line)
        paired = self._pair(rows)
        self.agencies = {s.id for s in paired.values() if s.organization_only}
        for index, key, record in rows:
            steps[index] = self._step(record, key, paired.get(index))
        ordered = tuple(steps[index] for index in sorted(steps))
        matched = {s.id for s in paired.values()}
        gone = tuple(s for s in self.own if s.id not in matched and not s.withdrawn and not s.organization_only)
        return Plan(self.source, ordered, _organizations(ordered, self.by_id.values()), gone)

    def _pair(self, rows: list[tuple[int, str, Record]]) -> dict[int, CurrentRecord]:
        """Pair rows that carry a record's id with that record, and the others by what they say."""
        paired: dict[int, CurrentRecord] = {}
        unnumbered: list[tuple[int, str, Record]] = []
        for index, key, record in rows:
            given = record.fields.get(Target.SERVICE_AT_LOCATION_ID) or (
                record.fields.get(Target.ORGANIZATION_ID) if identity.is_organization(record.fields) else None
            )
            if isinstance(given, str) and given in self.by_id:
                paired[index] = self.by_id[given]
            else:
                unnumbered.append((index, key, record))
        taken = {s.id for s in paired.values()}
        free = [s for s in self.own if s.id not in taken]
        found = pair([(key, record) for _, key, record in unnumbered], free)
        return paired | {unnumbered[position][0]: standing for position, standing in found.items()}

    def _step(self, record: Record, key: str, found: CurrentRecord | None) -> PlanStep:
        """Return the step for a row; any exception rejects this row, and no other."""
        try:
            return self._update(record, key, found) if found else self._create(record, key)
        except Exception as error:  # noqa: BLE001  # a row that nobody foresaw must not cost the others
            return PlanStep(replace(record, problems=(*record.problems, unreadable(record.line, error))), "rejected", key)

    def _update(self, record: Record, key: str, found: CurrentRecord) -> PlanStep:
        given = record.fields
        record = confidential.of_a_standing_place(record, found.fields, found.streets)
        record = self._of_organization(record, _organization_of(found))
        carried = Target.SERVICE_AT_LOCATION_ID in record.fields
        before: Mapping[str, object] = {t: plain(v) for t, v in found.fields.items()} if carried else found.said
        changes = {
            target: value
            for target, value in record.fields.items()
            if target not in identity.ID_TARGETS
            and (plain(value) != before.get(target) or (found.withdrawn and target == Target.SERVICE_STATUS))
            # Words from which only a street was withheld are not a change by the list.
            and (plain(given.get(target)) != before.get(target) or target == Target.SERVICE_STATUS)
            and plain(value) != plain(found.fields.get(target))
        }
        if changes.get(confidential.MARK):
            changes = confidential.cleared(changes, found.fields, found.streets)
        self.known.add(likeness(ResembledLine(record.line), self.source, record.fields))
        returns = found.withdrawn and not carried
        return PlanStep(record, "updated" if changes or returns else "unchanged", key, found.id, _organization_of(found), changes)

    def _create(self, record: Record, key: str) -> PlanStep:
        organization = identity.organization_id(record, self.source)
        record = self._of_organization(record, organization)
        if identity.is_organization(record.fields):
            organization = self._organization_id(organization, key)
            return PlanStep(record, "created", key, organization, organization, record.fields)
        if identity.digest(record.cells) in self.settled:
            return PlanStep(record, "unchanged", key, None, organization)
        like = likeness(ResembledLine(record.line), self.source, record.fields)
        other = self.known.like(like)
        if other and not record.fields.get(Target.SERVICE_AT_LOCATION_ID):
            waits = identity.digest(record.cells) in self.waiting
            return PlanStep(record, "unchanged" if waits else "needs_review", key, None, organization, {}, other.record)
        self.known.add(like)
        return PlanStep(record, "created", key, self._new_id(record, key), organization, record.fields)

    def _of_organization(self, record: Record, organization: str) -> Record:
        """Return the row without the streets of its agency's confidential places in its statements about the agency itself."""
        if not (streets := self.secrets.get(organization)):
            return record
        words = {target: value for target, value in record.fields.items() if FIELDS[target].entity == "organization"}
        hidden = confidential.scrubbed(words, confidential.of_streets(streets))
        return replace(record, fields={**record.fields, **hidden}) if hidden else record

    def _organization_id(self, organization: str, key: str) -> str:
        """Return the id of a new agency: of two with one name and two numbers, the second gets its own."""
        number = 0
        chosen = organization
        while chosen in self.agencies:
            chosen = identity.derived(self.source, "agency", key, str(number))
            number += 1
        self.agencies.add(chosen)
        return chosen

    def _new_id(self, record: Record, key: str) -> str:
        given = record.fields.get(Target.SERVICE_AT_LOCATION_ID)
        if isinstance(given, str) and given and given not in self.used:
            self.used.add(given)
            return given
        number = 0
        while (fresh := identity.derived(self.source, "row", key, str(number))) in self.used:
            number += 1
        self.used.add(fresh)
        return fresh


def _secrets(standing: Iterable[CurrentRecord]) -> Mapping[str, tuple[str, ...]]:
    """Return the streets of the confidential places of each agency."""
    found: dict[str, tuple[str, ...]] = {}
    for one in standing:
        if one.fields.get(confidential.MARK):
            agency = _organization_of(one)
            found[agency] = (*found.get(agency, ()), *one.streets, *confidential.streets_in(one.fields))
    return found


def _organization_of(standing: CurrentRecord) -> str:
    return str(standing.fields.get(Target.ORGANIZATION_ID))


def _organizations(steps: Iterable[PlanStep], standing: Iterable[CurrentRecord]) -> Mapping[str, Fields]:
    """Return the organization targets to write, by organization: rows of the agency itself come first, then the list's order."""
    now = {_organization_of(s): s.fields for s in standing}
    found: dict[str, dict[Target, Value]] = {}
    for step in sorted(steps, key=lambda step: step.id != step.organization_id):
        if step.outcome == "created":
            found.setdefault(step.organization_id, {})
        elif step.outcome != "updated":
            continue
        for target, value in step.changes.items():
            if FIELDS[target].entity != "organization" or target in identity.ID_TARGETS:
                continue
            mine = found.setdefault(step.organization_id, {})
            # A changed row counts even if it blanks a value; a new row only adds what is not known yet.
            known = now.get(step.organization_id, {}).get(target)
            if target not in mine and (step.outcome == "updated" or (blank(known) and not blank(value))):
                mine[target] = value
    return found
