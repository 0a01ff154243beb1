"""The demo, made once a worker: it takes ten seconds of the processor."""

from __future__ import annotations

import pytest

from directory.demo.district import demo_settings, open_demo
from directory.settings import Settings
from tests.demo.opened import NOW, TODAY


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a demo that was made on TODAY; nobody changes it."""
    settings = demo_settings(tmp_path_factory.mktemp("demo"))
    open_demo(settings, TODAY, NOW).engine.dispose()
    return settings
