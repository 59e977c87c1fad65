"""Where a request comes from, as far as one may believe it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: a whole /64 for IPv6; "" if unknown.

    `X-Forwarded-For` counts only behind `settings.PROXY_FIDATI` proxies: each adds the address it
    sees on the right, so the entry that many places from the right is the first nobody can forge.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = getattr(settings, "PROXY_FIDATI", 0)
    if proxies > 0:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= proxies and _network(hops[-proxies]):
            address = hops[-proxies]
    return _network(address)


def _network(address: str) -> str:
    """The address in one spelling; "" if it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((int(parsed), 64), strict=False).network_address) + "/64"
    return str(parsed)
