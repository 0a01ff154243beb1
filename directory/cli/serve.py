"""`referral-desk serve`: the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rich_click as click

from directory.cli.common import now, today

if TYPE_CHECKING:
    from directory.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve")
@click.option("--demo", is_flag=True, help="Serve the fictional demo district, to this machine alone.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that serve side by side.")
def command(host: str, port: int, workers: int, *, demo: bool) -> None:
    """Serve the pages to browsers."""
    import uvicorn

    from directory.app import create_app
    from directory.settings import read_settings

    settings = _demo(host, workers) if demo else read_settings()
    how: dict[str, Any] = {
        "host": host,
        "port": port,
        "access_log": False,  # its lines would hold addresses; our own hold routes
        "log_level": "warning",
        "server_header": False,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": ",".join(settings.trusted_proxies) or None,
    }
    app = create_app(settings)
    print(f"Referral Desk is at http://{host}:{port}/ (Ctrl-C ends it).", flush=True)
    if workers == 1:
        uvicorn.run(app, **how)
    else:
        uvicorn.run("directory.app:create_app", factory=True, workers=workers, **how)


def _demo(host: str, workers: int) -> Settings:
    from directory.demo.making import demo_settings, open_demo
    from directory.errors import UsageError

    if host not in LOOPBACK:
        raise UsageError("The demo is for this machine alone, since anybody can sign in to it: leave --host out.")
    if workers != 1:
        raise UsageError("The demo is served by one process: leave --workers out.")
    settings = demo_settings()
    open_demo(settings, today(), now()).engine.dispose()
    return settings
