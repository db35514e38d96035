"""Lists of people in a file: a spreadsheet of strangers becomes rows that are taken up one by one, and nobody types them again.

A *kind* of list is declared above: its columns, each a form field under its label, and what takes rows up. A file is read by a
process of its own (`apart`) and only its cells are kept. A job takes the rows up in batches, each row once, whatever dies
meanwhile; what stands against a row is said at its cell, and stops no other row. The rows that were not taken up are handed back
as a file, to be mended and sent again.
"""
