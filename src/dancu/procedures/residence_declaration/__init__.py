"""Khai báo thông tin về cư trú, 1.010040: where people live who can be registered neither permanently nor temporarily (art. 19).

Whom the population register does not know is checked for 30 days, in complex cases for up to 60, and then gets a number.
"""
