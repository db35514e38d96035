from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "dancu.declarations"
    label = "declarations"
