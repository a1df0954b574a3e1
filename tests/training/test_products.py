"""A look inside an op: its products add up to what the op has computed."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz.control.diving import extent
from bpviz.training.experiment import Experiment
from bpviz.training.products import gradient_of, ways_of
from bpviz.training.requests import Dive
from bpviz.training.trainer import Trainer
from bpviz.viewkit.netdive import inside
from tests.viewkit.recurrent import COUNTING, ECHO, RELAXING

NETS = {
    "layers": {"dataset": "iris", "hidden": (3, 2)},
    "dropout": {"dataset": "iris", "hidden": (3,), "dropout": 0.3},
    "normalized": {"dataset": "iris", "hidden": (3,), "batch_norm": True},
    "echo": ECHO,
    "truncated": {**ECHO, "architecture_options": {"truncate": 3}},
    "counting": {**COUNTING, "bias": False},
    "relaxing": {**RELAXING, "architecture_options": {"max_sweeps": 40}},
}


@pytest.mark.parametrize("key", NETS)
def test_the_products_of_every_op_add_up_to_its_result(key: str) -> None:
    trainer = Trainer(Experiment(**NETS[key]))  # type: ignore[arg-type]
    trainer.run(2)
    looked = 0
    for _ in range(len(trainer.ops)):
        op = trainer.step_op()
        now = trainer.frame(1, 0).now
        size = extent(op, now)
        assert (size is not None) == bool(ways_of(op) or gradient_of(op))
        if size is None:
            continue
        value = now.value(op.name)
        assert value is not None
        for cell in {0, size[0] - 1}:
            found = inside(now, Dive(cell), 1)
            assert found is not None, op.name
            assert len(found.products) == size[1], op.name
            looked += 1
            name = op.name
            if name.startswith(("dW", "dU")):
                step = f"{name.split('_')[0]}_t{(op.step or 0) + 1}"
                earlier = now.value(step) if op.step else None
                before = 0.0 if earlier is None else float(earlier[found.index])
                assert found.total + before == pytest.approx(value[found.index], rel=1e-9, abs=1e-14)
            elif name.startswith("z"):
                bias = now.value(f"b{op.layer}")
                rest = 0.0 if bias is None else float(bias[cell])
                outside = now.value("I")
                rest += 0.0 if outside is None else float(outside[1, cell])
                assert found.total + rest == pytest.approx(value[1, cell], rel=1e-9, abs=1e-14)
            elif name.startswith("delta"):
                slope = now.value(name.replace("delta", "df"))
                assert slope is not None
                mask = now.value(f"mask{op.layer}") if op.layer else None
                factor = float(slope[1, cell]) * (1.0 if mask is None else float(mask[1, cell]))
                assert found.total * factor == pytest.approx(value[1, cell], rel=1e-9, abs=1e-14)
            else:
                bias, outside = now.value("b1"), now.value("I")
                assert name.startswith("x_s")
                assert bias is not None
                assert outside is not None
                u = found.total + bias[cell] + outside[1, cell]
                assert 1 / (1 + np.exp(-u)) == pytest.approx(value[1, cell], rel=1e-9)
    assert looked
