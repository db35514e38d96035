"""What must hold when things break: run by `make drill DRILL=name`.

A drill runs the whole platform in a home of its own below `.bench/`, breaks it while people work, and says afterwards what was
kept; its last line is JSON, and it ends with status 1 where a promise was broken. It is part of the source tree and not of the
installed package.

`kill`  web, job worker and database are killed while dossiers are filed and decided
"""
