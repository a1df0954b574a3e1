"""The numbers of a trained net as a file for other programs: NumPy's .npz, or .safetensors."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import numpy as np

from bpviz.engine.network import Store
from bpviz.engine.tape import Array
from bpviz.training.trainer import Trainer


def weights_of(trainer: Trainer) -> dict[str, Array]:
    """Copies of all that a prediction takes, by name: ``W1`` (n_in x n_out: a row of x times W), ``b1`` …, of batch
    normalization ``gamma1``, ``beta1``, ``running_mean1``, ``running_var1``; where inputs are scaled ``x_offset`` and
    ``x_scale`` (n_features,): the net sees (x - x_offset) / x_scale."""
    twin = Store(trainer.network, trainer.rules)
    twin.vector[...] = trainer.began.vector  # in the middle of an iteration the parameters may be half old, half new
    found = {name: np.ascontiguousarray(view) for name, view in (twin.views | twin.running).items()}
    scaler = trainer.data.scaler
    if scaler is not None and (scaler.offset.any() or (scaler.scale != 1.0).any()):
        found |= {"x_offset": np.array(scaler.offset), "x_scale": np.array(scaler.scale)}
    return found


def facts_of(trainer: Trainer) -> dict[str, str]:
    """What a reader needs to know beside the numbers, as texts."""
    data, network = trainer.data, trainer.network
    return {
        "architecture": network.architecture,
        "sizes": ",".join(map(str, network.sizes)),
        "activations": ",".join(network.activations),
        "inputs": json.dumps(list(data.raw_names), ensure_ascii=False),
        "outputs": json.dumps(list(data.target_names), ensure_ascii=False),
        "target_scale": ",".join(map(repr, np.atleast_1d(data.target_scale).tolist())),
        "iteration": str(trainer.iteration),
        "experiment": json.dumps(trainer.experiment.to_dict(), ensure_ascii=False),
    }


def npz_of(trainer: Trainer) -> bytes:
    """An archive of arrays that ``numpy.load`` reads."""
    file = io.BytesIO()
    np.savez(file, **weights_of(trainer))  # type: ignore[arg-type]
    return file.getvalue()


def safetensors_of(trainer: Trainer) -> bytes:
    """The format of the safetensors library, whose ``safetensors.numpy.load`` reads it: the header's length (8 bytes,
    little-endian), a JSON header with type, shape and place of each tensor, and the numbers."""
    return packed(weights_of(trainer), facts_of(trainer))


def packed(tensors: Mapping[str, Array], facts: Mapping[str, str]) -> bytes:
    """Tensors of doubles and texts in that format."""
    header: dict[str, object] = {"__metadata__": dict(facts)}
    numbers, end = [], 0
    for name, tensor in tensors.items():
        numbers.append(np.ascontiguousarray(tensor, "<f8").tobytes())
        start, end = end, end + len(numbers[-1])
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)  # the numbers begin at a multiple of 8
    return b"".join([len(text).to_bytes(8, "little"), text, *numbers])
