"""The package's own forms, as tests look through them."""

from goalbook.forms.catalogue import shipped_forms

FORMS = shipped_forms()
