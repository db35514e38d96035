"""Where everything is put together: settings, the addresses of each site, the command line and the tree of processes.

`cli` is what people type. `dancu up` grows the *tree* (`tree`): PostgreSQL, then what must be ready before the doors open
(`prepare`), then the web server and the job worker, and it stays to mend them and to close them down. `demo` lists who can
sign in to a demonstration. This is the only room that knows all others.
"""
