"""Change who works where with which rights, and set up the agencies of a demonstration."""

from dancu.offices.commands.appointing import appoint_officer, open_group
from dancu.offices.commands.demo import DemoOfficer, load_demo_agencies, load_demo_officers

__all__ = ["DemoOfficer", "appoint_officer", "load_demo_agencies", "load_demo_officers", "open_group"]
