"""Thumbnails: one for every data set, of finite numbers, made in no time."""

from __future__ import annotations

import time

import numpy as np
import pytest

from bpviz.datasets import DATASETS
from bpviz.datasets.thumbnail import MOST_POINTS, thumbnail

KINDS = {
    **dict.fromkeys(DATASETS, "points"),
    **dict.fromkeys(("sine", "step"), "curve"),
    **dict.fromkeys(("digits", "parity"), "pixels"),
    **dict.fromkeys(("echo", "next_sine", "running_parity", "counting"), "steps"),
}


@pytest.mark.parametrize("key", DATASETS)
def test_every_data_set_has_a_picture(key: str) -> None:
    made = thumbnail(DATASETS[key])
    assert made.kind == KINDS[key]
    assert np.isfinite(made.x).all()
    assert np.isfinite(made.y).all()
    table = DATASETS[key].load()
    if made.kind == "points":
        assert made.x.shape == made.y.shape
        assert len(made.x) == min(len(table.x), MOST_POINTS)
        if table.task == "classification":
            classes = max(table.y.shape[1], 2)
            assert set(made.label) == set(range(classes))
        else:
            assert (made.value.min(), made.value.max()) == (0.0, 1.0)
    elif made.kind == "curve":
        assert (np.diff(made.x) > 0).all()
    elif made.kind == "steps":
        assert made.y.shape == made.value.shape == (len(made.y), len(made.x))
        assert np.isfinite(made.value).sum() == len(made.y) * table.target_steps
    else:
        assert (made.y.min(), made.y.max()) == (0.0, 1.0)


def test_the_picture_of_a_digit_is_the_digit() -> None:
    made, table = thumbnail(DATASETS["digits"]), DATASETS["digits"].load()
    np.testing.assert_allclose(made.y * table.x[0].max(), table.x[0].reshape(8, 8), rtol=1e-15)


def test_all_pictures_together_are_made_while_nobody_notices() -> None:
    for entry in DATASETS.values():
        thumbnail(entry)
    start = time.process_time()
    for entry in DATASETS.values():
        thumbnail(entry)
    assert time.process_time() - start < 1.0  # it takes 0.05 s; the chooser shows them all at once
