"""Khai báo tạm vắng, 1.003677: people tell that they will be away from where they are registered (Residence Law art. 31).

Each declares for himself, parents or guardian for a minor; what they get is the declaration slip CT03, signed.
"""
