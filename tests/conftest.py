"""Every test knows the scenario steps; how many examples a property is tried on is one setting.

HYPOTHESIS_PROFILE=dev is quick and tries something new each time. HYPOTHESIS_PROFILE=ci, taken where CI
is set, tries many and always the same ones, so that a commit that fails there fails everywhere.
HYPOTHESIS_PROFILE=few only sees that properties run, as on a second version of Python.
HYPOTHESIS_PROFILE=bars tries as many as the bars ask for, which takes minutes.
"""

import atexit
import os
import re
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["recovery_guidance.scenarios.steps"]

if "PYTEST_XDIST_WORKER" not in os.environ:
    # Tests leave nothing in the cache of the person who runs them; workers inherit the folder.
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="recovery-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

WHOLE_PROTOCOLS_ARE_LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "dev", max_examples=30, deadline=None, suppress_health_check=WHOLE_PROTOCOLS_ARE_LARGE
)
settings.register_profile(
    "ci", settings.get_profile("dev"), max_examples=10, derandomize=True, database=None
)
settings.register_profile("few", settings.get_profile("dev"), max_examples=5)
settings.register_profile("bars", settings.get_profile("dev"), max_examples=2000, database=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if "CI" in os.environ else "dev")
)

ONE_PROCESS = {f"tests/test_{name}.py" for name in ("determinism", "handout", "promises", "site")}
"""Modules whose tests share what is long to make. Of all others each test goes to the process that is free."""


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which is not everywhere
def pytest_xdist_make_scheduler(config, log):
    """pytest-xdist marks groups in a way that pytest does not show from 9.2 on: each process made everything."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            module = nodeid.partition("::")[0]
            # What one engine answered in a scenario is not put beside everyone again where the other says the same.
            return (
                module if module in ONE_PROCESS else re.sub(r"\b(durable|reference)\b", "", nodeid)
            )

    return Scheduling(config, log)
