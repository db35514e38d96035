"""The engine that carries any administrative procedure from draft to delivered result, and knows none of them.

A *draft* is what an applicant is still filling in. Submitting it makes a *dossier*, which an agency receives, processes and
decides; what was declared is kept as one *submission* a round. A *procedure* of the catalogue says which forms, documents,
fee, time limit, workflow and effect a dossier has. `commands.perform` is the only writer of a dossier's state, `workflow`
the only list of who may do what when, and every act leaves a line in the dossier's *journal*.
"""
