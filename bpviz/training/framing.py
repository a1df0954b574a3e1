"""Makes frames of a trainer: what the views draw of one moment, copied."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bpviz.engine.diagnose import Finding
from bpviz.training.breakpoints import Hit, WatchValue
from bpviz.training.frame import Frame, HistoryView, NetworkShape, SampleValues
from bpviz.training.taking import take_snapshot
from bpviz.training.tensors import frozen

if TYPE_CHECKING:
    from bpviz.training.probing import Probed
    from bpviz.training.trainer import Trainer


def make_frame(
    trainer: Trainer,
    run_id: int,
    sample: SampleValues,
    running: bool,
    iterations_per_second: float,
    earlier: HistoryView | None,
    hit: Hit | None,
    watches: tuple[WatchValue, ...],
    findings: tuple[Finding, ...],
    probed: Probed | None,
) -> Frame:
    """The trainer's present moment as an immutable Frame; of the past what its recorder knows."""
    data, network, recorder = trainer.data, trainer.network, trainer.recorder
    now = take_snapshot(trainer, running=running)
    return Frame(
        run_id,
        trainer.experiment,
        NetworkShape(
            network.sizes,
            network.activations,
            network.bias,
            data.feature_names,
            data.target_names,
            network.architecture,
            tuple((name, view.shape) for name, view in trainer.parameter_views.items()),
            data.steps if network.architecture == "elman" else 1,
            data.target_steps if network.architecture == "elman" else 1,
        ),
        trainer.iteration,
        trainer.epoch,
        trainer.iterations_per_epoch,
        MappingProxyType({name: frozen(view) for name, view in trainer.parameter_views.items()}),
        sample,
        trainer.metrics(),
        trainer.history.view(),
        earlier,
        running,
        iterations_per_second,
        trainer.update_factor,
        now,
        recorder.tip if recorder else now.place,
        trainer.divergence,
        recorder.memory if recorder else None,
        hit,
        watches,
        findings,
        recorder.n_edits if recorder else 0,
        data,
        probed,
    )
