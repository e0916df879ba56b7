"""What crawlers read: `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt` (RFC 9309)."""

from collections.abc import Sequence
from xml.etree import ElementTree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(base_url: str, addresses: Sequence[str]) -> bytes:
    """Every page's absolute address, in order of address."""
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for address in sorted(addresses):
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = f"{base_url}{address.removeprefix('/')}"
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def robots(base_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
