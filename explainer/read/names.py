"""Names of countries and unions by their code (ISO 3166-1 alpha-2), from CLDR."""

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

NOWHERE = ("QO", "XA", "XB", "ZZ")  # CLDR's own, for what is no country
BESIDE = {"UK": "GB"}  # reserved for the country whose code is GB (ISO 3166/MA)


@cache
def territories(language: str) -> Mapping[str, str]:
    """In the language of the site, or in English where CLDR does not have it."""
    try:
        locale = Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    named = {code: name for code, name in locale.territories.items() if len(code) == 2 and code not in NOWHERE}
    return named | {code: named[other] for code, other in BESIDE.items()}
