"""Gia hạn tạm trú, 1.002755: who lives somewhere temporarily stays on, asked for in its last 15 days (Residence Law art. 28)."""
