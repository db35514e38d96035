"""No addresses of its own: the host name of a request chooses a module of this package."""

from dancu.platform.problems import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[object] = []
