"""What officers enter in the population register of their own motion: a death, the loss of nationality, another civil status.

Nobody files it: an officer opens it with the paper that proves it, a leader decides. What is registered of who died or is no
citizen any more is deleted with it (Decree 58/2026/NĐ-CP), and whoever shared the household is told.
"""
