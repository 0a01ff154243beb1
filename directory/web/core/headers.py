"""The headers of every answer: no framing, no content sniffing, no caching by others, no resources from elsewhere."""

from __future__ import annotations

from directory.settings import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# After somebody signs out, the browser's back button must not bring back what was shown of a student.
NOT_KEPT = "no-store"
KEPT = "public, max-age=31536000, immutable"
TLS = "max-age=31536000"


def headers(settings: Settings, media_type: str) -> dict[str, str]:
    """Return the headers for an answer of this media type; HSTS is set for a year, except in the demo."""
    still = media_type.startswith(("text/css", "text/javascript", "image/"))
    tls = {} if settings.demo else {"Strict-Transport-Security": TLS}
    return {**HEADERS, "Cache-Control": KEPT if still else NOT_KEPT, **tls}
