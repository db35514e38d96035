"""Code lists that administrators keep: what a code means, and from which day on; and the days on which public offices work.

A *list* begins as it comes with the product (its published versions) and goes on with what the centre writes down: each
*version* says what a code has meant since a day, until its next one, or that it ended. Nothing is ever changed afterwards.
What is written down counts from a later day at the earliest, so what holds today stays the same all day, in every process.
"""
