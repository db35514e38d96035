"""Tách hộ, 1.010038: members of a household form one of their own in the same dwelling (Residence Law art. 25).

Householder and owner agree, except to the parting of a divorced couple that goes on sharing the dwelling.
"""
