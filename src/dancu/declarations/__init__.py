"""Declarations of change of residence: what the procedures in which somebody files a CT01 have in common.

A *declaration* is what CT01 holds: who declares for whom, the people whose residence changes, householder, owner, what is asked
for, how the answer comes back. The *filer* is who declares, the *subject* the one he declares for, *movers* are the subject and
the members who change along. `domain` has the values and what the law makes of them, `forms` the steps that every such
procedure asks, `register` what the registers know; `checking`, `compare`, `papers`, `documents`, `words` and `effects` are parts
that a procedure's folder puts together and adds its own to. Nothing here knows a procedure.
"""
