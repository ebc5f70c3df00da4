"""What MkDocs loads: the plugin; where it can't be loaded for want of a package, that is told in a sentence."""

from __future__ import annotations

from mkdocs.exceptions import ConfigurationError

from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.lacking import words_of_lacking

try:
    from goalbook.host.plugin import GoalbookPlugin as GoalbookPlugin
except ImportError as error:
    # The language of the site isn't known yet.
    told = "\n".join(filter(None, (words_of_lacking(error, catalogue(each)) for each in LANGUAGES)))
    if not told:
        raise
    raise ConfigurationError(told) from error
