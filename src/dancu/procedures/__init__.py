"""The catalogue of administrative procedures: one folder each.

A folder declares a `Procedure` in `procedure.py`, with pure rules beside it, a small form for each step of the filing, what
approval does to the registers, and its words in `texts/`. At start-up every folder is found and handed to the engine below,
so copying a folder and changing what is in it adds a procedure with no other edit. Folders do not know each other.
"""
