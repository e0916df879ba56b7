"""Two sites for all tests of this folder."""

import pytest

from tests.reliability import sites


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> sites.Pair:
    return sites.pair(tmp_path_factory.mktemp("pair"))
