"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at the costs OWASP advises; Django's default takes 100 MB a sign-in, which a busy morning would not survive."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
