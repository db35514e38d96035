"""Who saw or did what, for which purpose: rows that are only ever added, and the chain in which each change of them shows.

A *row* names the actor, the act, the subject and the purpose. Commands write theirs in their own transaction; queries of
personal data demand `purpose=` and `by=` and leave a row too. Nothing is hashed there. A job, the *sealer*, later gathers
what is committed into *batches*: each holds the SHA-256 of its every row and names the batch before it. The last batch of a
day is the day's *head*, signed by a key of the house through the port in `ports`. PostgreSQL refuses to change or delete any of
the three; who could do it all the same is found by `queries.verify`, which says where.
"""
