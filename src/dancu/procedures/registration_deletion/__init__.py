"""Xóa đăng ký thường trú, tạm trú by the authority's own motion, Residence Law arts. 24, 29: an act that nobody files.

Where the household lets its seven days pass, the police examine it, draw up minutes and delete the registration. An officer opens
it with the minutes, a leader decides. What people declare themselves is in `permanent_deletion` and `temporary_deletion`.
"""
