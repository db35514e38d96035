from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "dancu.cards"
    label = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room goes over where two records of one person are merged."""
        from dancu.cards.merging import Cards
        from dancu.population.commands.belongings import belong

        belong("cards", Cards())
