from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "dancu.procedures"
    label = "procedures"
