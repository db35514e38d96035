"""The officers' site: the residence-management workstation of the police (the officers' guide, part II).

An *officer* sees the *queue* of what waits for him, opens a dossier beside the register and presses one of the *acts* that
the workflow and his rights allow; accounts are verified at the counter, and who left the commune is taken note of. No page
shows a button that would be refused.
"""
