"""Khai báo thông tin về cư trú, 1.010040: where people live who can be registered neither permanently nor temporarily (art. 19).

It is for people whom the population register knows; who is in none is examined for up to 60 days before a number is issued.
"""
