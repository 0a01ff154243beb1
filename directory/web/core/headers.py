"""The headers that every answer bears: nothing is framed, guessed, kept by others or loaded from elsewhere."""

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
# What is shown of a student must not come back with the browser's back button after somebody signed out.
NOT_KEPT = "no-store"
KEPT = "public, max-age=31536000, immutable"
TLS = "max-age=31536000"


def headers(settings: Settings, media_type: str) -> dict[str, str]:
    """The headers of an answer of this kind; TLS is demanded for a year everywhere but in the demo."""
    still = media_type.startswith(("text/css", "text/javascript", "image/"))
    tls = {} if settings.demo else {"Strict-Transport-Security": TLS}
    return {**HEADERS, "Cache-Control": KEPT if still else NOT_KEPT, **tls}
