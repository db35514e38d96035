"""Administrative units through time, and the addresses that stand in them.

A *unit* is a province, a district or a commune between two days; its key is its code together with the day it began,
because seven province codes have meant another province since 1 July 2025. A *successor* says where an old commune went,
whole or divided. An address keeps the unit it was given with; it is shown in today's units only where the whole of the
old commune went to one new one. Everywhere else the person is asked, and nothing is guessed.
"""
