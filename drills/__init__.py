"""What must hold when things break: run by `make drill DRILL=name`.

A drill works in a home of its own below `.bench/`, breaks the platform or makes people collide, and says afterwards what was
kept; its last line is JSON, and it ends with status 1 where a promise was broken. It is part of the source tree and not of the
installed package.

`kill`   web, job worker and database are killed while dossiers are filed and decided
`restore` PostgreSQL is lost while people work, and everything comes back in a second home
`races`  two officers act on one dossier at the same moment, a thousand times
"""
