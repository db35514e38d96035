"""Thông báo lưu trú, 2.001159: who has guests gives notice of them to the police of the place (Residence Law art. 30).

It is accepted at once and makes no dossier: the notice itself, with its stays, is what the residence register keeps.
"""
