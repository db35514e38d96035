"""Money that the authority takes: receipts for fees, and what is paid online.

A *receipt* is one line of a numbered *receipt book* of an agency: its number is used once and it is never changed. A *bill* asks
for an amount to be transferred with a *memo* that tells what is paid; the provider of payments reports each *transfer* that
comes, at least once and in any order, and pays a *refund* back. What it was paid for is a text of the caller's, such as a
dossier's code; what is owed, and what waits for it, the caller decides.
"""
