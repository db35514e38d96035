"""Files: taken in, opened apart, recognised by their content, kept by their hash, scanned, written as PDF, lent for minutes.

What strangers send is opened by a process of its own (`apart`), which refuses what acts, fetches or hides and draws pictures
anew; a *scan* for malware follows behind the request, and what holds some is handed to nobody. A *stored file* is bytes that
never change, kept once whoever sends them and however often; the name it was sent under belongs to the dossier that holds it.
A *link* lends one file for five minutes on the files site, which has no session. A *paper* is a PDF that we write ourselves,
from facts and a template. Who may see a file is decided by whoever signs the link, never here.
"""
