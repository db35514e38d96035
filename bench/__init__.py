"""How fast it is, each figure beside what the machine could do at most: run by `dancu bench NAME` or `make bench BENCH=NAME`.

A bench makes a home of its own below `.bench/`, fills it, measures, prints what it did in sentences and, as its last line,
its figures as JSON. It is part of the source tree and not of the installed package.

`submit`        citizens file dossiers: the submit request alone, through the whole running platform
`queue_search`  officers search among millions of dossiers, of a commune, of a province, of the country
`dossier_page`  an officer opens dossiers: the whole page
`documents`     papers are drawn and signed
`people_load`   made-up people fill an empty register, until every constraint holds
`person_search` officers search for people in a register of millions, each kind of search by itself
`person_read`   a record is read by its number, beside the same rows by pgbench
`pin`           personal numbers are issued to many who ask at once
"""
