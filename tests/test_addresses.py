"""An address of the site as others see it."""

from explainer.write.addresses import absolute


def test_an_address_of_the_site_is_absolute_for_others_below_any_base() -> None:
    assert absolute("https://x.example/", "/programs/新/") == "https://x.example/programs/新/"
    assert absolute("https://x.example/deep/", "/") == "https://x.example/deep/"
    assert absolute("https://x.example/", "feed.xml") == "https://x.example/feed.xml"
