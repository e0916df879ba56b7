"""Addresses as others see them: of this site's own pages, and of the licences that it may be under."""

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/license/mit",
}


def absolute(base_url: str, address: str) -> str:
    """An address of this site as others see it."""
    return f"{base_url}{address.removeprefix('/')}"
