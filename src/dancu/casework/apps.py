from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "dancu.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the provisions of the procedures down to the code lists."""
        from dancu.casework import provisions
        from dancu.codelists.domain import CodeList
        from dancu.codelists.published import hand_down

        hand_down(CodeList.LEGAL_PROVISIONS, provisions.published)
