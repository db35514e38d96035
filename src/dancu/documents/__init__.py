"""Files: taken in, recognised by their content, kept by their hash, written as PDF, and lent out for some minutes.

A *stored file* is bytes that never change, kept once whoever sends them and however often; the name it was sent under belongs
to the dossier that holds it. A *link* lends one file for five minutes on the files site, which has no session. A *paper* is a
PDF that we write ourselves, from facts and a template. Who may see a file is decided by whoever signs the link, never here.
"""
