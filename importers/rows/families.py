"""Agency rows and program rows of one list: which is whose, and what programs take from their agency."""

from __future__ import annotations

from collections.abc import Sequence

from importers.rows import names
from importers.rows.draft import Draft

_AGENCYS = {
    "service.name": "organization.name", "service.alternate_name": "organization.alternate_name", "service.description": "organization.description",
    "service.url": "organization.website", "service.email": "organization.email",
}  # fmt: skip
_INHERITED = ("organization.website", "organization.description", "organization.email", "organization.alternate_name")


def agencies(drafts: Sequence[Draft]) -> list[Draft]:
    """The rows that are agencies; their fields are made those of an organization alone."""
    parents = frozenset(p for draft in drafts if (p := draft.said("parent.id")))
    found = [draft for draft in drafts if names.is_agency(draft, parents)]
    for draft in found:
        only_organization(draft)
    return found


def only_organization(draft: Draft) -> None:
    """Makes the fields of a row those of an organization alone."""
    fields = draft.fields
    for own, target in _AGENCYS.items():
        value = fields.pop(own, None)
        if value and (own == "service.name" or not fields.get(target)):
            fields[target] = value
    draft.fields = {t: v for t, v in fields.items() if t.startswith("organization.") or t == "identifier"}


def inherit(drafts: Sequence[Draft], agencies: Sequence[Draft]) -> None:
    """Gives programs their agency's name, web address, description and e-mail where they lack them."""
    by_number = {draft.words("identifier"): draft for draft in agencies if draft.words("identifier")}
    by_name = {draft.words("organization.name").casefold(): draft for draft in agencies}
    own = {id(draft) for draft in agencies}
    for draft in drafts:
        parent = by_number.get(draft.said("parent.id") or "") or by_name.get(draft.words("organization.name").casefold())
        if parent is None or id(draft) in own:
            continue
        if not draft.words("organization.name"):
            draft.fields["organization.name"] = parent.fields.get("organization.name")
        if kept := parent.hidden & {"record", "approval"} - draft.hidden:
            draft.hidden |= kept
            draft.tell(None, None, "The list keeps this row's agency off its public pages, so nobody is sent here either.")
        for target in _INHERITED:
            if not draft.fields.get(target) and parent.fields.get(target):
                draft.fields[target] = parent.fields[target]
