"""One row of a table to one record, in stages, each of which returns what it found; pipeline.py alone knows their order.

Nothing here knows bytes or guesses a column, and no stage changes what another one has returned. How a row flows:

    TableRow -> SourceRow      its cells by header and by target
      by itself                names, privacy, texts, openings, contacts, terms, status, hours, seasons, categories, places: SourceRow -> Findings
      among the others         privacy.spread, locations.located, families.joined: all rows at once
      as a whole               marks, the defaults of the map, names, ages, combined_cells: cells and fields -> Findings
      what it hides            redaction: taken out of fields, cells and problems
    -> records.Record          and checks.checked, which holds for every list

Findings are fields, problems and what must not be told. They are put together into a ReadRow, of which each stage makes a
further one; who wins where two stages fill one field stands in the table of findings.py. Rows of our own export are read
cell by cell instead (exported.py).
"""
