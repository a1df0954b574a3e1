"""The catalogue of conditions: each has words and facts, and says in a sentence what does not fit a net."""

from __future__ import annotations

import string

import pytest

from bpviz import Experiment, Trainer
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.conditions import CONDITIONS, check
from bpviz.training.scope import scope_of_frame
from bpviz.training.stopping import Stopper, scope_of


@pytest.fixture(scope="module")
def iris() -> Trainer:
    return Trainer(Experiment(hidden=(4, 3), activation=("relu", "tanh")))


def example_of(key: str, trainer: Trainer) -> Breakpoint:
    """A breakpoint of this kind that fits."""
    condition = CONDITIONS[key]
    tensor = "" if condition.anything or "tensor" not in condition.parts else condition.tensors_of(scope_of(trainer))[0]
    entry = (0,) * len(condition.shape_of_entry(tensor, scope_of(trainer))) if tensor else ()
    return Breakpoint(key, tensor, entry, condition.bound, "loss < 1" if "text" in condition.parts else "")


@pytest.mark.parametrize("key", CONDITIONS)
def test_each_condition_fits_its_own_example(key: str, iris: Trainer) -> None:
    breakpoint, scope = example_of(key, iris), scope_of(iris)
    condition = check(breakpoint, scope)
    assert condition.key == key
    facts = condition.facts(breakpoint, scope)
    assert {fact.op for fact in facts} <= {op.name for op in iris.ops}
    assert bool(facts) == (key != "non_finite")


@pytest.mark.parametrize("key", CONDITIONS)
def test_the_words_name_what_the_condition_uses(key: str) -> None:
    condition = CONDITIONS[key]
    places = {name for _, name, _, _ in string.Formatter().parse(condition.says) if name}
    used = {"what" if part in ("tensor", "entry") else part for part in condition.parts}
    assert places == used
    assert condition.title
    assert condition.tip
    assert bool(condition.label) == ("bound" in condition.parts)
    assert bool(condition.tensors) == ("tensor" in condition.parts)


@pytest.mark.parametrize(
    ("breakpoint", "says"),
    [
        (Breakpoint("nothing"), "There is no condition 'nothing'"),
        (Breakpoint("gradient_above", "dW9", bound=1.0), "no 'dW9'"),
        (Breakpoint("gradient_above", "W1", bound=1.0), "no 'W1'"),
        (Breakpoint("gradient_above", "dW1", (4, 0), 1.0), "no entry 4,0; its indices count from 0 to 3,3"),
        (Breakpoint("gradient_above", "dW1", (0,), 1.0), "no entry 0"),
        (Breakpoint("gradient_above", "", (0, 0), 1.0), "named tensor only"),
        (Breakpoint("gradient_above", bound=-1.0), "0 or more"),
        (Breakpoint("gradient_above", bound=float("nan")), "0 or more"),
        (Breakpoint("gradient_above", bound=float("inf")), "0 or more"),
        (Breakpoint("accuracy_reached", bound=1.5), "from 0 to 1"),
        (Breakpoint("sign_flip", "W1"), "Which entry of W1"),
        (Breakpoint("sign_flip"), "no ''"),
        (Breakpoint("dead_unit", "a2"), "no 'a2'"),
        (Breakpoint("dead_unit", "a1", (4,)), "from 0 to 3"),
        (Breakpoint("misclassified", sample=120), "from 0 to 119"),
        (Breakpoint("expression", text="dw1 < 1"), "did you mean dW1"),
        (Breakpoint("expression", text="W1 < 1"), "must be one number"),
        (Breakpoint("expression"), "is empty"),
    ],
)
def test_what_does_not_fit_is_said_and_left_aside(iris: Trainer, breakpoint: Breakpoint, says: str) -> None:
    with pytest.raises(BpvizError) as caught:
        check(breakpoint, scope_of(iris))
    assert says in str(caught.value)
    stopper = Stopper(Stops((breakpoint, Breakpoint("loss_rose"))), iris)
    assert stopper.problems == (str(caught.value),)
    assert [one for one, _ in stopper.errors] == [breakpoint]
    assert stopper.monitor is not None


def test_numbers_for_targets_have_no_classes() -> None:
    study = Trainer(Experiment.preset("study"))
    stops = Stops((Breakpoint("accuracy_reached", bound=0.5), Breakpoint("misclassified")))
    assert len(Stopper(stops, study).problems) == 2


def test_disabled_breakpoints_cost_nothing(iris: Trainer) -> None:
    stopper = Stopper(Stops((Breakpoint("loss_rose", enabled=False), Breakpoint("nothing", enabled=False))), iris)
    assert stopper.monitor is None
    assert stopper.problems == ()


def test_a_frame_knows_the_same_net_as_its_trainer(iris: Trainer) -> None:
    scope = scope_of_frame(iris.frame(1, 0))
    assert scope.shapes == scope_of(iris).shapes
    iris.run(1)
    known = {
        name: tensor.value.shape for name, tensor in iris.frame(1, 0).now.tensors.items() if tensor.value is not None
    }
    assert known.items() <= scope.shapes.items()
