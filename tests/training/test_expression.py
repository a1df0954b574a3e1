"""The expression language: what it gives, that nothing else can be said in it, and what is said of mistakes."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpviz.errors import BpvizError
from bpviz.training.bulk import CannotError, reckon
from bpviz.training.expression import DEEPEST, LONGEST, ExpressionError, check_shapes, parse
from bpviz.training.reckoning import FUNCTIONS

RANDOM = np.random.default_rng(3)
TENSORS = {
    "W1": RANDOM.normal(size=(4, 3)),
    "dW1": RANDOM.normal(size=(4, 3)),
    "W2": RANDOM.normal(size=(3, 2)),
    "b1": RANDOM.normal(size=3),
    "a1": RANDOM.normal(size=(5, 3)),
    "loss": np.array(0.5),
    "iteration": np.array(120.0),
}
SHAPES = {name: tensor.shape for name, tensor in TENSORS.items()}
W1, GRADIENT, W2, B1, A1 = (TENSORS[name] for name in ("W1", "dW1", "W2", "b1", "a1"))


def value(text: str) -> float:
    return parse(text).value(TENSORS.__getitem__)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("max(abs(dW1)) < 1e-6", 0.0),
        ("max(abs(dW1)) > 1e-6", 1.0),
        ("W1[3,2]", W1[3, 2]),
        ("W1[-1][0]", W1[-1, 0]),
        ("sum(dW1[:,0])", GRADIENT[:, 0].sum()),
        ("sum(dW1[1:3, ::2])", GRADIENT[1:3, ::2].sum()),
        ("b1 @ b1", B1 @ B1),
        ("max(a1 @ W2)", (A1 @ W2).max()),
        ("norm(W1)", np.linalg.norm(W1)),
        ("mean(W1 - 0.01 * dW1)", (W1 - 0.01 * GRADIENT).mean()),
        ("2 + 3 * 4 ** 2 / 8", 8.0),
        ("-2 ** 2", -4.0),
        ("0.1 < loss < 2", 1.0),
        ("0.6 < loss < 2", 0.0),
        ("not loss > 2 and iteration == 120 or loss", 1.0),
        ("iteration % 50", 20.0),
        ("any(W1 > 100)", 0.0),
        ("all(isfinite(W1))", 1.0),
        ("argmax(b1) + argmin(b1)", float(B1.argmax() + B1.argmin())),
        ("len(a1)", 5.0),
        ("sign(-loss) + sqrt(4) + exp(0) + log(1)", 2.0),
        ("\N{MINUS SIGN}1.5e-3 < loss", 1.0),
        ("  loss\n+ 1 ", 1.5),
        ("sum(0.1 < abs(W1) < 0.5)", float(((np.abs(W1) > 0.1) & (np.abs(W1) < 0.5)).sum())),
        (".5 + 5.", 5.5),
    ],
)
def test_values(text: str, right: float) -> None:
    assert value(text) == pytest.approx(right, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "right"),
    [("9**9**9", math.inf), ("1/0", math.inf), ("0/0", math.nan), ("(-1)**0.5", math.nan), ("9" * 400, math.inf)],
)
def test_numbers_are_floats(text: str, right: float) -> None:
    assert value(text) == pytest.approx(right, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("W1[9,2] > 0", 1, "outside"),
        ("max(abs(dw1)) < 1", 9, "did you mean dW1"),
        ("max(abs(dW1) < 1", 4, "never closed"),
        ("loss) < 1", 5, "closes nothing"),
        ("(W1] > 1", 4, "closes nothing"),
        ("loss < 0,5", 1, "point"),
        ("W1.max()", 3, "max(W1)"),
        ("__import__('os')", 12, "no meaning"),
        ("getattr(W1)", 1, "no function"),
        ("loss = 1", 6, "=="),
        ("loss ^ 2", 6, "**"),
        ("loss & 1", 6, "and, or, not"),
        ("loss ! 1", 6, "and, or, not"),
        ("1 if loss else 2", 1, "cannot be understood"),
        ("lambda: 1", 1, "cannot be understood"),
        ("[1, 2]", 1, "cannot be understood"),
        ("[x for x in W1]", 1, "cannot be understood"),
        ("True", 1, "cannot be understood"),
        ("loss is 1", 1, "cannot be understood"),
        ("loss // 2", 1, "cannot be understood"),
        ("loss >", 7, "cannot be understood"),
        ("max", 1, "in brackets"),
        ("max(W1, W2)", 1, "one value"),
        ("max(*W1)", 1, "one value"),
        ("max()", 1, "one value"),
        ("(loss)(1)", 1, "no function"),
        ("1_000", 1, "no number"),
        ("0x10", 1, "no number"),
        ("1j", 1, "no number"),
        ("W1[0.5]", 4, "whole number"),
        ("W1[loss]", 4, "whole number"),
        ("W1[W1 > 0]", 4, "whole number"),
        ("W1[::0] @ b1", 1, "outside"),
        ("loss and W1", 10, "one truth value"),
        ("not W1", 5, "one truth value"),
        ("sum(W1 + W2)", 5, "do not go together"),
        ("sum(W2 @ W1)", 5, "do not go together"),
        ("max(dW1[4:])", 5, "empty"),
        ("a\N{SUPERSCRIPT TWO}", 2, "no meaning"),
        ("loss; loss", 5, "no meaning"),
        ("loss := 1", 7, "=="),
        ("z9 > 1", 1, "there is no tensor z9"),
    ],
)
def test_mistakes_have_a_place_and_a_sentence(text: str, column: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_shapes(parse(text), SHAPES)
    error = caught.value
    assert says in str(error)
    assert error.column == column
    assert f"column {column}" in str(error)
    assert str(error).count("\n") == 0


@pytest.mark.parametrize("text", ["W1 > 0", "W1 @ W2", "dW1[:,0]"])
def test_the_result_must_be_one_number(text: str) -> None:
    with pytest.raises(ExpressionError, match="must be one number"):
        check_shapes(parse(text), SHAPES)


@pytest.mark.parametrize(
    "text", ["", "   ", "1+" * LONGEST + "1", "-" * (DEEPEST + 1) + "1", "(" * 240 + "1" + ")" * 240]
)
def test_limits(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


def test_nothing_grows_without_bound() -> None:
    shapes = {"a": (4000, 1), "b": (1, 4000), "c": (3000, 3000)}
    for text in ("sum(a + b)", "sum(a @ b)", "sum(c @ c)"):
        start = time.perf_counter()
        with pytest.raises(ExpressionError, match="too large"):
            check_shapes(parse(text), shapes)
        assert time.perf_counter() - start < 1.0


@given(st.text(alphabet="abcWdlo1290.,+-*/@()[]:<>=!&|^%~'\"\\{};#\n\t _é\0", max_size=60))
@example("W1[" * 100)
@example("1" + "**9" * 100)
def test_any_text_gives_a_number_or_one_sentence(text: str) -> None:
    said = ""
    try:
        number = parse(text).value(TENSORS.__getitem__)
    except (BpvizError, KeyError) as error:  # KeyError: a name that there is not, which the check of names would tell
        said = str(error)
    assert said or isinstance(number, float)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_takes_a_tensor(name: str) -> None:
    assert isinstance(value(f"max({name}(abs(W1) + 1))"), float)


AT_ONCE = [
    "max(abs(dW1)) < 1e-6",
    "W1[3,2] - dW1[-1,0]",
    "min(dW1[1:3, ::2])",
    "max(W1 - 0.01 * dW1) / 3",
    "max(a1[2] * b1) > loss",
    "0.1 < loss < 2 and not any(abs(W1) > 1.9) or iteration == 120",
    "all(isfinite(W1 / 0))",
    "max(sign(b1) * sqrt(abs(W1)))",
    "W1[1][2] == W1[1,2] != loss",
    "max(0.1 < abs(W1) < 0.5)",
    "-loss + +2.5",
]
ONE_BY_ONE = ["sum(W1) > 0", "mean(b1)", "norm(W1)", "b1 @ b1", "loss ** 3", "exp(loss)", "iteration % 7", "argmax(b1)"]


@pytest.mark.parametrize("text", AT_ONCE)
def test_many_iterations_at_once_give_the_same_bits(text: str) -> None:
    n, random = 40, np.random.default_rng(9)
    blocks = {name: random.normal(size=(n, *shape)) for name, shape in SHAPES.items()}
    blocks["W1"][5, 1, 1] = blocks["W1"][7, 0, 0] = 0.0
    with np.errstate(all="ignore"):
        many = reckon(parse(text).tree, blocks.__getitem__, n)
    one = [parse(text).value({name: block[i] for name, block in blocks.items()}.__getitem__) for i in range(n)]
    assert np.array_equal(np.asarray(many, dtype=float), one, equal_nan=True)


@pytest.mark.parametrize("text", ONE_BY_ONE)
def test_what_may_round_otherwise_is_not_reckoned_at_once(text: str) -> None:
    blocks = {name: np.ones((3, *shape)) for name, shape in SHAPES.items()}
    with pytest.raises(CannotError):
        reckon(parse(text).tree, blocks.__getitem__, 3)


def test_reading_changes_nothing() -> None:
    before = {name: tensor.copy() for name, tensor in TENSORS.items()}
    value("sum(W1 * 2 - abs(dW1)) + max(-a1) + sum(sign(W1))")
    assert all(np.array_equal(before[name], tensor) for name, tensor in TENSORS.items())
