"""The public service portal: citizens and organisations file dossiers and follow them (the citizens' guide, part I).

An *account* is registered and signed in to; a procedure of the catalogue is found and its *draft* filled in; a submitted
*dossier* is followed, supplemented or withdrawn, and its papers are downloaded. Every page works without JavaScript.
"""
