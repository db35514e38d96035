"""Điều chỉnh thông tin về cư trú, 1.010039: another householder, relation to him, or name of the address (art. 26)."""
