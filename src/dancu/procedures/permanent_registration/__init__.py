"""Đăng ký thường trú, 1.004222: people register the place where they live for good (Residence Law 68/2020/QH14, arts. 20-23).

`application` is what was declared, as values; `rules` say what the law makes of it and `documents` what it must be proved
by; `forms` ask for it in five steps. `register` tells what the registers know of it and `checking` what stands against filing
it; `compare` lays both side by side for the officer, and `effects` writes it to the registers when it is approved. `papers`
fill in the forms of Circular 116/2026/TT-BCA.
"""
