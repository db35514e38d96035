"""Hủy bỏ đăng ký cư trú, Residence Law art. 35: an act of the authority, which nobody files.

An officer finds what was registered against the law in somebody's history and proposes to cancel it; a leader of the authority
that decided it, or of the level above, decides. What stood before stands again. It has no code in the national catalogue.
"""
