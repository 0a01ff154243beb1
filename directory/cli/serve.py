"""`referral-desk serve`: the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    import uvicorn

    from directory.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve")
@click.option("--demo", is_flag=True, help="Serve the fictional demo district, to this machine alone.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that serve side by side.")
def command(host: str, port: int, workers: int, *, demo: bool) -> None:
    """Serve the pages to browsers."""
    import uvicorn

    from directory import clock
    from directory.app import open_desk, served_app
    from directory.cli.common import mention_empty
    from directory.district_settings.effective import check_environment
    from directory.letters import logo
    from directory.settings import read_settings
    from directory.storage import database_file
    from directory.storage.imports.repairs import recover
    from directory.web.core import addresses, connections

    settings = _demo(host, port, workers) if demo else read_settings()
    how: dict[str, Any] = {
        "host": host,
        "port": port,
        "access_log": False,  # its lines would hold URLs; ours hold routes
        "log_level": "warning",
        "server_header": False,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": ",".join(settings.trusted_proxies) or None,
        **connections.limits(),
    }
    # What would stop the service or a page is reported here, in one line, before any process begins to serve.
    clock.use(settings)
    zone = clock.zone()
    addresses.check(settings)
    check_environment(settings)
    if settings.logo is not None:
        logo.read(settings.logo)
    mention_empty(settings)
    desk = open_desk(settings)
    desk.keys()
    recover(desk.engine, clock.now())
    database_file.blank(desk.engine)
    desk.engine.dispose()
    _refuse_taken(host, port)
    print(f"Referral Desk is at http://{host}:{port}/ (Ctrl-C ends it). Its days are those of {zone.key}.", flush=True)
    if workers == 1:
        uvicorn.run(served_app(settings), **how)
    else:
        _side_by_side(uvicorn.Config("directory.app:served_app", factory=True, workers=workers, **how))


def _refuse_taken(host: str, port: int) -> None:
    import socket

    from directory.errors import RefusedError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise RefusedError(
            f"Nothing can be served at {host}, port {port} ({error.strerror}): end what is there, or choose another --port."
        ) from None


def _side_by_side(config: uvicorn.Config) -> None:
    """Serve in several processes that share one socket."""
    import socket

    from uvicorn.supervisors import Multiprocess

    shared = config.bind_socket()
    # If asyncio does not create the socket itself, each answer waits 40 ms for the browser to acknowledge its first half.
    shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    Multiprocess(config, sockets=[shared]).run()


def _demo(host: str, port: int, workers: int) -> Settings:
    from directory import clock
    from directory.demo.district import demo_settings, open_demo
    from directory.errors import UsageError
    from directory.settings import DEFAULT_DATABASE_URL, read_settings

    if host not in LOOPBACK:
        raise UsageError("The demo is for this machine alone, since anybody can sign in to it: leave --host out.")
    if workers != 1:
        raise UsageError("The demo is served by one process: leave --workers out.")
    own = read_settings().database_url
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    settings = demo_settings(address=address, database_url=None if own == DEFAULT_DATABASE_URL else own)
    clock.use(settings)
    _refuse_taken(host, port)
    print(f"Making the demo's district, which can take a few minutes at first. It will be at {address}/", flush=True)
    open_demo(settings, clock.today(), clock.now()).engine.dispose()
    return settings
