"""Words that every room shares: errors, actors, purposes, periods, money, numbers and names of people.

Pure Python: no Django, no clock, no input or output.
"""
