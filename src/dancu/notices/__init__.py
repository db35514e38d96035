"""Messages to people: in the portal's inbox and by e-mail; never whether to send one, only that it arrives.

A *recipient* is handed over by the caller with the ways he chose; a *notice* is one of a closed list of texts, filled with
facts. Asking for it writes one *message* a way in the caller's transaction, so a rolled-back act tells nobody; a job then
delivers it at least once, trying again for hours, and what fails for good stays visible. Codes and links that open something
are erased from the message once it is delivered or given up.
"""
