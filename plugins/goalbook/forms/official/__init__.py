"""The catalogue of official forms: every module of this package declares one as ``FORM``."""

from __future__ import annotations

import importlib
import pkgutil

from goalbook.forms.form import Form


def load_forms() -> dict[str, Form]:
    """The forms by id, in the order of their ids."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {form.id: form for form in sorted((module.FORM for module in modules), key=lambda form: form.id)}


FORMS = load_forms()
