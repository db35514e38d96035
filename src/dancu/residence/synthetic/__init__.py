"""Made-up people in made-up households at made-up addresses of real communes: the same for the same seed.

`country` knows where people live and come from, `households` thinks up one household after another as lines for COPY,
`loading` brings them into the register, `showing` picks some who suit a demonstration.
"""

from dancu.residence.synthetic.loading import generate
from dancu.residence.synthetic.showing import DemoPerson, pick_demo_people

__all__ = ["DemoPerson", "generate", "pick_demo_people"]
