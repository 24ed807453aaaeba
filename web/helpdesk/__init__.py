"""The helpdesk at /helpdesk: people answer what the machine should not, and make it better.

Every view is registered with `access.page(rule, role)`; nothing is reachable without login but the login. Each
module of this package registers its views when it is imported, so all of them are imported here.
"""

from importlib import import_module
from pkgutil import iter_modules

from . import render
from .access import blueprint
from .problems import error_page

__all__ = ["blueprint", "error_page"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

blueprint.add_app_template_filter(render.moment)
blueprint.add_app_template_filter(render.day, "staff_day")
blueprint.add_app_template_filter(render.ago)
