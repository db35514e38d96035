"""Intake of persons in bulk: files of forms DC01 and DC02 become lines that are checked, and entered once somebody says so.

A *batch* is a file; the same file is one batch, however often it is sent. Its *lines* keep what was typed. They are checked as
they would be entered, which is the dry run, and what stands against one is said at its cell and stops no other. Checking and
entering go lot by lot, each lot one transaction: whatever dies, the next one goes on where it was.
"""
