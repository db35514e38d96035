"""Whose account it is: the link between an account and a person of the register, once somebody has proved it.

A *verification* says in which *way* it was proved: at a police counter, where an officer checked the card, or through e-ID.
One person has at most one verified account and an account at most one person. Until then an account is only what somebody
typed, and shows nothing of the register. Who finds his number taken *reclaims* it: the other account is closed.
"""
