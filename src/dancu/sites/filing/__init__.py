"""The pages by which a dossier is filled in, whatever its procedure and whoever types.

A *draft* is led through the steps of its procedure (`views.steps`), its documents (`views.documents`) and a last look
(`reviewing`), in the frame of whichever site it is opened on. How it is submitted, each site says itself.
"""
