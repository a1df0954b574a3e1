"""Experiments as values: every good one survives a dict, every bad value gets one sentence that names it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz import BpvizError, Experiment
from bpviz.datasets import DATASETS
from bpviz.engine.losses import LOSSES
from bpviz.training.experiment import CATALOGUES, MAX_LAYERS, MAX_UNITS
from bpviz.training.presets import PRESETS
from tests.oracles.nets import ENDINGS, HIDDEN, followers

POSITIVE = st.floats(1e-300, 1e300)
AMOUNT = st.floats(0.0, 1e300)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Any valid experiment."""
    output, loss = draw(st.sampled_from(ENDINGS))
    hidden = draw(st.lists(st.integers(1, 50), max_size=MAX_LAYERS))
    keys: Any = [*(draw(st.sampled_from(HIDDEN)) for _ in hidden), output]
    if draw(st.booleans()):  # the output's may be left out, and one key may stand for all
        keys = draw(st.sampled_from([keys[:-1], draw(st.sampled_from(HIDDEN))]))
        output_must = LOSSES[loss].output_activation
        if isinstance(keys, str) and output_must not in (None, keys) and not hidden:
            keys = output_must
    seeds = st.integers(0, 2**32 - 1)
    catalogues = {name: st.sampled_from(list(entries)) for name, entries in CATALOGUES.items()}
    rest = {
        "dataset": catalogues["datasets"],
        "reduction": catalogues["reductions"],
        "update_loss": st.sampled_from(followers(loss)),
        "update_reduction": catalogues["reductions"],
        "optimizer": catalogues["optimizers"],
        "learning_rate": POSITIVE | st.integers(1, 9),
        "batch_size": st.none() | st.integers(1, 10**6),
        "bias": st.booleans(),
        "initializer": catalogues["initializers"],
        "init_scale": POSITIVE,
        "l1": AMOUNT,
        "l2": AMOUNT,
        "scaling": st.none() | catalogues["scalings"],
        "test_size": st.none() | st.integers(0, 10**6) | st.floats(0.0, 1.0, exclude_max=True),
        "stratify": st.booleans(),
        "split_seed": st.none() | seeds,
        "seed": seeds,
    }
    return Experiment(hidden=hidden, activation=keys, loss=loss, **{k: draw(v) for k, v in rest.items()})  # type: ignore[arg-type]


@given(experiments())
def test_a_dict_and_json_restore_it(experiment: Experiment) -> None:
    assert set(experiment.to_dict()) == {f.name for f in dataclasses.fields(Experiment)}
    assert Experiment.from_dict(experiment.to_dict()) == experiment
    assert Experiment.from_dict(json.loads(json.dumps(experiment.to_dict()))) == experiment
    assert experiment.replace() == experiment
    assert hash(experiment.replace()) == hash(experiment)
    assert len(experiment.layer_activations()) == len(experiment.hidden) + 1


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("learning_rate", [NAN, INF, -INF, -0.1, 0, 0.0, True, "fast", None, 10**400, 1j, [0.1]]),
        ("init_scale", [NAN, INF, -1.0, 0.0, False, "1", None]),
        ("l1", [NAN, INF, -1e-9, True, "0", None, 10**400]),
        ("l2", [NAN, INF, -1e-9, True, "0", None]),
        ("hidden", ["84", 8, None, {8}, (0,), (-1,), (8, 0), (True,), (2.0,), ("8",), (MAX_UNITS + 1,), (10**400,)]),
        ("activation", ["rilu", "", None, 5, ("tanh", "rilu"), ("tanh", 5), ("tanh", None)]),
        ("batch_size", [0, -1, True, 1.5, "8", NAN, 2**32]),
        ("bias", [1, 0, None, "yes", np.True_]),
        ("stratify", [1, 0, None, "yes"]),
        ("seed", [-1, 2**32, 1.0, True, None, "0", NAN]),
        ("split_seed", [-1, 2**32, 1.0, True, "0"]),
        ("test_size", [-1, -0.5, 1.0, 1.5, NAN, INF, True, "20", 10**400, 1j]),
    ],
)
def test_a_bad_value_gets_one_sentence_that_names_it(name: str, values: list[Any]) -> None:
    for value in values:
        bad = value if not isinstance(value, tuple) else next(v for v in value if v not in (8, "tanh"))
        with pytest.raises(BpvizError) as error:
            Experiment(**{name: value})
        said = str(error.value)
        assert repr(bad) in said, said
        assert said.endswith(".")
        assert "\n" not in said
        with pytest.raises(BpvizError):
            Experiment().replace(**{name: value})
        with pytest.raises(BpvizError):
            Experiment.from_dict({name: value})


@pytest.mark.parametrize("field", [f for f in dataclasses.fields(Experiment) if f.metadata["kind"] == "choice"])
def test_an_unknown_key_is_named_with_all_that_there_are(field: Any) -> None:
    for value in ["nowhere", "", 5, True, ("mse",), *([None] if field.default is not None else [])]:
        with pytest.raises(BpvizError) as error:
            Experiment(**{field.name: value})
        assert str(error.value).startswith(f"{field.name} is {value!r}; it must be one of: ")
        assert all(key in str(error.value) for key in CATALOGUES[field.metadata["choices"]])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"hidden": (1,) * (MAX_LAYERS + 1)}, f"hidden has {MAX_LAYERS + 1} layers"),
        ({"hidden": (8, 4), "activation": ("tanh",)}, "activation has 1 keys for 3 layers"),
        ({"hidden": (8,), "activation": ("tanh", "tanh", "softmax")}, "activation has 3 keys for 2 layers"),
        ({"hidden": (8,), "activation": ("tanh", "sigmoid")}, "cross_entropy needs the output activation softmax, not"),
        ({"loss": "binary_cross_entropy", "activation": ("tanh", "tanh")}, "needs the output activation sigmoid"),
        ({"hidden": (8,), "activation": "softmax"}, "not in a hidden layer"),
        ({"hidden": (8,), "activation": ("softmax", "softmax"), "loss": "mse"}, "not in a hidden layer"),
        ({"loss": "cross_entropy", "update_loss": "mse"}, "update_loss is 'mse'"),
        ({"loss": "mse", "update_loss": "binary_cross_entropy"}, "update_loss is 'binary_cross_entropy'"),
    ],
)
def test_values_that_do_not_go_together(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(BpvizError) as error:
        Experiment(**settings)
    assert said in str(error.value)
    assert str(error.value).endswith(".")


def test_unknown_settings_presets_and_data_sets_are_named() -> None:
    with pytest.raises(BpvizError, match=r"^An experiment has no setting 'lr'; it has: activation, .*seed"):
        Experiment.from_dict({"lr": 0.1})
    with pytest.raises(BpvizError, match=r"no setting 'momentum'"):
        Experiment().replace(momentum=0.9)
    with pytest.raises(BpvizError, match=r"^There is no preset 'nowhere'; there are: ") as error:
        Experiment.preset("nowhere")
    assert all(key in str(error.value) for key in PRESETS)
    with pytest.raises(BpvizError, match=r"^dataset is 'nowhere'; it must be one of: ") as error:
        Experiment.for_dataset("nowhere")
    assert all(key in str(error.value) for key in DATASETS)


@pytest.mark.parametrize(
    ("settings", "right"),
    [
        ({"hidden": (3, 3)}, ("tanh", "tanh", "softmax")),
        ({"hidden": (3,), "loss": "mse"}, ("tanh", "tanh")),
        ({"hidden": (3,), "loss": "mse", "activation": ("relu",)}, ("relu", "identity")),
        ({"hidden": (3,), "loss": "binary_cross_entropy", "activation": ["relu"]}, ("relu", "sigmoid")),
        ({"hidden": (), "loss": "mse", "activation": ()}, ("identity",)),
        ({"hidden": (), "activation": "tanh"}, ("softmax",)),
        ({"hidden": (), "loss": "mse", "activation": "softmax"}, ("softmax",)),
    ],
)
def test_activations_of_the_layers_by_the_stated_rule(settings: dict[str, Any], right: tuple[str, ...]) -> None:
    assert Experiment(**settings).layer_activations() == right


def test_an_experiment_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Experiment().seed = 1  # type: ignore[misc]
    assert Experiment(hidden=[4, 2]).hidden == (4, 2)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("activation", "hidden", "expected"),
    [
        (("relu", "sigmoid", "identity"), (2,), ("relu", "identity")),
        (("relu", "sigmoid", "identity"), [5, 5, 5], ("relu", "sigmoid", "sigmoid", "identity")),
        (("relu", "sigmoid"), (), ("identity",)),
        ("relu", (1, 2, 3), "relu"),
        (("relu", "sigmoid"), (7, 7), ("relu", "sigmoid")),
    ],
)
def test_layers_that_stay_keep_their_activation(activation: Any, hidden: Any, expected: Any) -> None:
    now = Experiment(hidden=(4, 4), activation=activation, loss="mse")
    assert now.replace(hidden=hidden).activation == expected
    given = ["tanh"] * (len(hidden) + 1)
    assert now.replace(hidden=hidden, activation=given).activation == tuple(given)
