"""A frame shows one moment and never changes, whatever the trainer does afterwards and on whatever thread."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.training.frame import Frame
from bpviz.training.presets import PRESETS


def numbers(thing: Any, name: str = "") -> dict[str, np.ndarray]:
    """Every array in a frame, by where it stands."""
    if isinstance(thing, np.ndarray):
        return {name: thing}
    found: dict[str, np.ndarray] = {}
    if dataclasses.is_dataclass(thing):
        parts: Any = [(f.name, getattr(thing, f.name)) for f in dataclasses.fields(thing)]
    elif isinstance(thing, tuple):
        parts = enumerate(thing)
    else:
        parts = thing.items() if hasattr(thing, "items") else ()
    for key, part in parts:
        found |= numbers(part, f"{name}.{key}")
    return found


@pytest.mark.parametrize("key", PRESETS)
def test_a_frame_never_changes(key: str) -> None:
    trainer = Trainer(Experiment.preset(key))
    trainer.run(10)
    frame = trainer.frame(3, 1)
    copies = {name: array.copy() for name, array in numbers(frame).items()}
    assert len(copies) > 10
    trainer.run(2000)
    trainer.frame(3, 0)
    trainer.reset()
    trainer.run(5)
    for name, array in numbers(frame).items():
        np.testing.assert_array_equal(array, copies[name], err_msg=name)
        assert not array.flags.writeable, name
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.iteration = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        frame.parameters["W1"] = 1  # type: ignore[index]


def test_a_frame_tells_the_moment() -> None:
    trainer = Trainer(Experiment.preset("iris").replace(batch_size=50, scaling="standardize"))
    trainer.run(7)
    frame = trainer.frame(5, 11, running=True, iterations_per_second=9.0)
    assert (frame.run_id, frame.iteration, frame.epoch, frame.iterations_per_epoch) == (5, 7, 2, 3)
    assert (frame.running, frame.iterations_per_second, frame.update_factor) == (True, 9.0, 1.0)
    assert frame.metrics == trainer.metrics()
    assert (frame.network.sizes, frame.network.n_edges) == ((4, 8, 3), 56)
    sample, p = frame.sample, frame.parameters
    assert (sample.index, sample.n_samples) == (11, 120)
    assert trainer.data.scaler is not None
    np.testing.assert_allclose(trainer.data.scaler.transform(sample.x_raw), sample.a[0], rtol=1e-12)
    np.testing.assert_array_equal(sample.a[0], trainer.data.x[11])
    np.testing.assert_array_equal(sample.y, trainer.data.y[11])
    np.testing.assert_allclose(sample.z[0], sample.a[0] @ p["W1"] + p["b1"], rtol=1e-12)
    np.testing.assert_allclose(sample.a[1], np.tanh(sample.z[0]), rtol=1e-12)
    np.testing.assert_allclose(sample.z[1], sample.a[1] @ p["W2"] + p["b2"], rtol=1e-12)
    np.testing.assert_allclose(sample.a[2], trainer.predict(sample.x_raw[None])[0], rtol=1e-12)


@pytest.mark.parametrize(("asked", "shown"), [(-5, 0), (0, 0), (119, 119), (120, 119), (10**9, 119)])
def test_a_sample_beyond_the_data_is_the_nearest(asked: int, shown: int) -> None:
    assert Trainer(Experiment.preset("iris")).frame(0, asked).sample.index == shown


def test_frames_read_on_another_thread_while_training_goes_on() -> None:
    trainer = Trainer(Experiment.preset("iris"))
    frames: list[tuple[Frame, dict[str, np.ndarray]]] = []
    changed: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for frame, copies in list(frames):
                found = numbers(frame)
                changed.extend(n for n, a in found.items() if not np.array_equal(a, copies[n], equal_nan=True))

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(12):
        trainer.run(300)
        frame = trainer.frame(0, i)
        frames.append((frame, {name: array.copy() for name, array in numbers(frame).items()}))
    done.set()
    reader.join()
    assert not changed
