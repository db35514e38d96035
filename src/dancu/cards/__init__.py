"""The cards that prove who somebody is, as far as others need to know them: number, kind, days, state.

A *card* is issued to a person and is *in force*, *held* by an authority, *lost*, *replaced* by the next one, *revoked* or *ended*
with its holder. It *expires* on the day printed on it. What happens to it is an *event*, only ever added. At most one card of a
person is in force or held. How cards are ordered and made is not known here.
"""
