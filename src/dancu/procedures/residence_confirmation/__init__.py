"""Xác nhận thông tin về cư trú, 1.010041: any commune's police confirm where and with whom somebody lives or lived.

What is confirmed is for the one who asks to choose; it stands in form CT07, signed, and changes no register.
"""
