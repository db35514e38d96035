"""No addresses of its own: the host name of a request chooses a module of this package."""

urlpatterns: list[object] = []
