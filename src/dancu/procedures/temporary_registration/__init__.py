"""Đăng ký tạm trú, 1.004194: people register where they live for a time outside their commune (Residence Law arts. 27, 28).

They come alone or with their household, into a household of their own or one that is there; or somebody files for many by list.
"""
