"""The register of persons: one record for each, for life.

A *person* is found by his *PIN*, which is issued once and never again to anybody. *Kin* are links to other persons, or a
name and number where they are not in the register. What happens to a person is an *event*, only ever added, that keeps what
stood before and after. Every read names its reader and purpose and leaves a row in the audit.
"""
