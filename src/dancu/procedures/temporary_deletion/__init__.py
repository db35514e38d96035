"""Xóa đăng ký tạm trú, 1.010028.

A temporary registration ends because a ground of the law has arisen (Residence Law art. 29).
The household declares it within seven days; a deletion by the authority's own motion is no dossier.
"""
