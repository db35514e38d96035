"""Messages to people: in the portal's inbox, by e-mail and by text message; never whether to send one, only that it arrives.

A *recipient* is handed over by the caller with the ways he chose; a *notice* is one of a closed list of texts, filled with
facts. Asking for it writes one *message* a way in the caller's transaction, so a rolled-back act tells nobody; a job then
delivers it at least once, trying again for hours, and what fails for good stays visible to operators, who may send it again.
Before it leaves, its reader's *wishes* are asked: what he does not want by this way, and when he is not to be disturbed. Codes
and links that open something are erased from the message once it is delivered or given up.
"""
