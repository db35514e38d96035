"""PostgreSQL as the web server reaches it: a connection for each request, lent from a pool.

Django asks a lent connection by a statement whether it lives. A server that ends one says so at once, and its socket can then be
read although nothing was asked: looking costs a hundredth of asking, and tells the same. Of a server that vanishes without a
word neither learns before the kernel gives the line up.
"""
