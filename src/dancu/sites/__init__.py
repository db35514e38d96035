"""The sites: each turns a request into one call on the contexts below, and the answer into a page.

A *site* is a web origin of its own with its own session. Sites stand side by side on `ui`, the design system, and on
`filing`, the pages of a draft that every site which files shares; they know nothing of each other and decide nothing.
"""
