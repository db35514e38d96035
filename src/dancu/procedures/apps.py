from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "dancu.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Hand the catalogue down to the engine."""
        from dancu.casework.procedures import install
        from dancu.procedures import found

        install(found())
