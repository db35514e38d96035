"""Who saw or did what, for which purpose: rows that are only ever added.

A *row* names the actor, the act, the subject and the purpose. Commands write theirs in their own transaction; queries of
personal data demand `purpose=` and `by=` and leave a row too. PostgreSQL refuses to change or delete a row.
"""
