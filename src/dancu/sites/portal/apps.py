from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dancu.sites.portal"
    label = "site_portal"

    def ready(self) -> None:
        """Let facilities send lists of their guests."""
        from dancu.lists.kinds import offer
        from dancu.sites.portal.guest_lists import GUESTS

        offer(GUESTS)
