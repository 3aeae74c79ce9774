"""Turns what transformers' Trainer tells into the progress events of all recipes, and a signal into a checkpoint."""

from __future__ import annotations

import math
import signal
from pathlib import Path
from types import FrameType
from typing import Any

import torch
from transformers import TrainerCallback

from tool_router_training.progress import Progress, say


class TrainerEvents(TrainerCallback):  # type: ignore[misc]
    """Only the first of several processes speaks. After `stopped`, the run has a checkpoint to go on from."""

    def __init__(self, log: Path, known: dict[str, object]) -> None:
        self.stopped = False
        self.loss = math.nan
        self.seconds = 0.0
        self._log = log
        self._known = known
        self._progress: Progress | None = None

    def stop_on_signals(self) -> None:
        """SIGINT and SIGTERM end the run after the step, with a checkpoint."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopped = True

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """`start`, with the step that a resumed run begins at."""
        if state.is_world_process_zero:
            self._progress = Progress(state.max_steps, state.global_step, self._log)
            self._progress.tell("start", state.global_step, **self._known)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **_: Any) -> None:
        """`step`"""
        if logs is None or "loss" not in logs or self._progress is None:
            return
        self.loss = float(logs["loss"])
        if not math.isfinite(self.loss):
            raise FloatingPointError(f"The loss became {self.loss} at step {state.global_step}: lower --rate.")
        self._progress.tell("step", state.global_step, loss=round(self.loss, 4), rate=logs.get("learning_rate"))

    def on_evaluate(
        self, args: Any, state: Any, control: Any, metrics: dict[str, float] | None = None, **_: Any
    ) -> None:
        """`validation`"""
        if self._progress is not None and metrics and "eval_loss" in metrics:
            loss = round(float(metrics["eval_loss"]), 4)
            self._progress.tell("validation", state.global_step, loss=loss)
            say(
                f"step {state.global_step}/{state.max_steps}  held-out loss {loss}  {self._progress.seconds / 60:.1f} min"
            )

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """`checkpoint`"""
        if self._progress is not None:
            self._progress.tell("checkpoint", state.global_step, file=f"checkpoints/checkpoint-{state.global_step}")

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """All processes stop together, whichever of them had the signal."""
        if torch.distributed.is_available() and torch.distributed.is_initialized():
            flag = torch.tensor(float(self.stopped), device=args.device)
            torch.distributed.all_reduce(flag)
            self.stopped = flag.item() > 0
        if self.stopped:
            control.should_save = control.should_training_stop = True

    def done(self, step: int, **more: object) -> None:
        """`done`"""
        if self._progress is not None:
            self.seconds = self._progress.seconds
            self._progress.tell("done", step, **more)


def last_checkpoint(folder: Path) -> Path | None:
    """The newest one that was written to its end: the Trainer writes trainer_state.json last but for its arguments."""
    found = [
        one
        for one in folder.glob("checkpoint-*")
        if one.name.removeprefix("checkpoint-").isdigit() and (one / "trainer_state.json").is_file()
    ]
    return max(found, key=lambda one: int(one.name.removeprefix("checkpoint-")), default=None)
