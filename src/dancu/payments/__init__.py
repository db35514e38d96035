"""Money that the authority takes: the receipts that it gives for fees.

A *receipt* is one line of a numbered *receipt book* of an agency: its number is used once and it is never changed. What it
was paid for is a text of the caller's, such as a dossier's code; what is owed, and what waits for it, the caller decides.
"""
