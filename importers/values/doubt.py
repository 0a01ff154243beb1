"""Words that turn a value round, end it or limit it: where a reader has not understood one of them, it has understood nothing.

English, Spanish and French, folded; a reader chooses among the three tables, and all of them are the rule.
"""

from __future__ import annotations

DENIED = frozenset(
    "no not non none nor neither never nobody without cannot can't don't doesn't isn't aren't won't wasn't except excepting apart excluding "
    "excludes exclude excluded unless refused denied "
    "nunca ningun ninguno ninguna excepto salvo menos sin ni tampoco excluye jamas "
    "ne pas sauf jamais sans aucun aucune".split()
)
"""What is said is not so."""

ENDED = frozenset(
    "until till ended ends end formerly former previously old was were expired expires discontinued disconnected disabled down broken "
    "obsolete outdated wrong incorrect invalid bad moved changed replaced closed closing inactive suspended pending soon coming planned "
    "starting starts begins construction defunct "
    "hasta antes antiguo antigua anterior anteriormente termino terminado vencido pendiente pronto cerrado desconectado "
    "jusqu'a ancien ancienne auparavant bientot".split()
)
"""It was so, or is so for a while, or will be."""

LIMITED = frozenset(
    "? only but or instead rather if maybe perhaps possibly probably sometimes usually varies unless unsure unclear although however "
    "solo solamente pero o u sino si quizas tal depende "
    "seulement mais ou peut-etre".split()
)
"""It is so for some, or the one or the other is so."""

DOUBT = DENIED | ENDED | LIMITED
