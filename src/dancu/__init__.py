"""Dân Cư: a national population and digital-identity platform.

Engines below, catalogues above, sites on top; `docs/explanation/house.md` shows the rooms.
"""
