"""The design system: what every site's pages are made of.

Shells (`ui/portal.html`, `ui/officer.html`), one component per idea (`{% load ui %}`, see `templatetags/ui.py`) and the
renderer that turns Django's forms into govuk-frontend's markup. The looks come from `frontend/`, built into `static/ui/build`.
It knows the words of the contexts below (a status has a label and a tone) but reads none of their data.
"""
