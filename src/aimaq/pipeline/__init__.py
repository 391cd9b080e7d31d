"""How a study is run: steps, their freshness, the lock, the manifest."""

from aimaq.pipeline.running import RunResult, StepState, list_step_states, run_study
from aimaq.pipeline.step import Step, StepContext, StepResult

__all__ = [
    "RunResult",
    "Step",
    "StepContext",
    "StepResult",
    "StepState",
    "list_step_states",
    "run_study",
]
