"""Codes and jurisdiction of agencies, and the rights of their officers."""
