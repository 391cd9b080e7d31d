"""What every test may use."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).parents[1] / "../shared/data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real documents and statistics, or skip with the reason."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data (../shared/data) are not beside the repository")
    return SHARED_DATA.resolve()
