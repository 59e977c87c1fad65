"""The rows without which a site does not work: each app owns its part, from the bottom layer up."""

from importlib import import_module

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule


@transaction.atomic
def bootstrap_site() -> list[str]:
    """Call `bootstrap()` of every app that has one. Idempotent. Returns the apps called."""
    called = []
    # INSTALLED_APPS runs from the top layer down.
    for config in reversed(list(apps.get_app_configs())):
        if config.module and module_has_submodule(config.module, "bootstrap"):
            module = import_module(f"{config.name}.bootstrap")
            module.bootstrap()
            called.append(config.label)
    return called
