"""Kinds, grounds and relations of residence, and the rules that need nothing but values."""
