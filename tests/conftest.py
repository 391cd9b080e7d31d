"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run; `HYPOTHESIS_PROFILE=explore pytest` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

SHARED_DATA = Path(__file__).parents[1] / "../shared/data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real documents and statistics, or skip with the reason."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data (../shared/data) are not beside the repository")
    return SHARED_DATA.resolve()
