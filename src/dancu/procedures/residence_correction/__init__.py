"""Điều chỉnh thông tin về cư trú, 1.010039: another householder, relation, civil status or address (art. 26)."""
