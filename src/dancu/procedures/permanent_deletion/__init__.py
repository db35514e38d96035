"""Xóa đăng ký thường trú, 1.003197.

A permanent registration ends because a ground of the law has arisen (Residence Law art. 24).
The household declares it within seven days; a deletion by the authority's own motion is no dossier.
"""
