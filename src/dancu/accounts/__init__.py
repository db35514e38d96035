"""Who may sign in where: accounts, passwords, second factors, sessions.

An *account* belongs to one *realm* (portal or officer) and is good nowhere else. A *claim* is a registration whose code has not
come back yet: it holds no number, and it expires. A *session* is one signed-in browser, an entry its owner can see and end;
a *known device* is a browser that has signed in before, so that strangers' failures do not shut its owner out. A *tally*
counts attempts and makes the next one wait. What this room sends goes through the port in `ports`.
"""
