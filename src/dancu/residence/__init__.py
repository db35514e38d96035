"""Where people live: households, and the periods for which somebody is registered at a place.

A *period* is one person's permanent, temporary or current residence between two days, an *absence* the time that he declared
to be away; the periods of a kind form a chain that cannot overlap. A *household* is people at one address under one *head*,
each with a *relation* to him; its code is the residence file number. A *stay* is a guest of some nights, of whom notice is
given; stays form no chain. What is superseded goes to the history with the event that did it, so that the register can be read
as it was on a day, and as it was known at an instant, and an *act* (all that one command did) can be cancelled. Everything
that changes a residence does so in one transaction, or not at all.
"""
