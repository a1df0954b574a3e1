"""Places of units and weights, what lies under a point, and the levels in which weights are drawn."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.training.selection import Bias, Edge, Node, OpItem
from bpviz.viewkit import edgescale, netkeys
from bpviz.viewkit.netlayout import Box, lay_out, place_labels, segment_distance

BOX = Box(100, 50, 900, 650)
SIZES = st.lists(st.integers(1, 40), min_size=2, max_size=6)


def everything(layout):
    return np.arange(layout.n_edges)


@given(SIZES)
def test_a_weight_and_its_number_belong_together(sizes):
    layout = lay_out(sizes, True, BOX)
    assert layout.n_edges == sum(a * b for a, b in pairwise(sizes))
    for number in {0, layout.n_edges // 2, layout.n_edges - 1}:
        edge = layout.edge(number)
        assert layout.number(edge) == number
        assert layout.has(edge)
        x1, y1, x2, y2 = layout.segments(np.array([number]))[0]
        assert (x1, y1) == layout.center(Node(edge.layer - 1, edge.source))
        assert (x2, y2) == layout.center(Node(edge.layer, edge.target))


@given(SIZES)
def test_numbers_follow_the_flattened_matrices(sizes):
    layout = lay_out(sizes, True, BOX)
    parameters, start = {}, 0
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        parameters[f"W{layer}"] = np.arange(start, start + n_in * n_out, dtype=float).reshape(n_in, n_out)
        start += n_in * n_out
    flat = edgescale.flat_weights(parameters, len(sizes) - 1)
    for number in {0, layout.n_edges // 3, layout.n_edges - 1}:
        edge = layout.edge(number)
        assert flat[number] == parameters[f"W{edge.layer}"][edge.source, edge.target]


@given(SIZES, st.integers(0, 10_000))
def test_every_unit_is_hit_at_its_centre_and_lies_in_the_box(sizes, pick):
    layout = lay_out(sizes, True, BOX)
    layer = pick % len(sizes)
    node = Node(layer, pick % sizes[layer])
    x, y = layout.center(node)
    assert layout.hit(x, y, everything(layout)) == node
    assert BOX.left <= x <= BOX.right
    assert BOX.top <= y <= BOX.bottom


def test_the_bias_square_is_hit_before_its_unit():
    layout = lay_out((4, 8, 3), True, BOX)
    box = layout.bias_box(1, 5)
    assert layout.hit((box.left + box.right) / 2, (box.top + box.bottom) / 2, everything(layout)) == Bias(1, 5)
    plain = lay_out((4, 8, 3), False, BOX)
    assert not isinstance(plain.hit((box.left + box.right) / 2, (box.top + box.bottom) / 2, everything(plain)), Bias)


def test_the_nearest_weight_within_reach_is_hit():
    layout = lay_out((2, 1), True, BOX)
    x1, y1, x2, y2 = layout.segments(np.array([0]))[0]
    x, y = x1 + 0.4 * (x2 - x1), y1 + 0.4 * (y2 - y1)
    assert layout.hit(x, y - 4, everything(layout)) == Edge(1, 0, 0)
    assert layout.hit(x, y - 20, everything(layout)) is None
    assert layout.hit(x, y, np.array([1])) is None  # a weight that is not drawn is not there


def test_distance_to_segments():
    segments = np.array([[0.0, 0.0, 10.0, 0.0], [0.0, 5.0, 0.0, 5.0]])
    assert segment_distance(segments, 3.0, 4.0) == pytest.approx([4.0, np.hypot(3, 1)])
    assert segment_distance(segments, 13.0, 4.0)[0] == pytest.approx(5.0)


def test_edges_of_a_unit():
    layout = lay_out((4, 8, 3), True, BOX)
    found = {layout.edge(int(n)) for n in layout.edges_of(Node(1, 2))}
    assert found == {Edge(1, i, 2) for i in range(4)} | {Edge(2, 2, k) for k in range(3)}


def test_large_layers_are_dots_until_zoomed():
    assert lay_out((64, 10), True, BOX).dots == (True, False)
    assert lay_out((64, 10), True, BOX, zoom=4.0).dots == (False, False)
    assert not lay_out((64, 10), True, BOX).has_bias_square(0)


def test_zoom_and_pan_move_the_centres():
    plain, moved = lay_out((2, 2, 1), True, BOX), lay_out((2, 2, 1), True, BOX, 2.0, (30.0, -10.0))
    middle = (500.0, 350.0)
    x, y = plain.center(Node(0, 0))
    assert moved.center(Node(0, 0)) == pytest.approx(
        (middle[0] + 2 * (x - middle[0]) + 30, middle[1] + 2 * (y - middle[1]) - 10), abs=1.0
    )


@pytest.mark.parametrize(
    "item",
    [None, Node(3, 0), Node(0, 9), Edge(1, 0, 8), Edge(3, 0, 0), Bias(0, 0), Bias(1, 8), OpItem("dW3")],
)
def test_what_the_network_does_not_have(item):
    assert not lay_out((4, 8, 3), True, BOX).has(item)


@pytest.mark.parametrize("sizes", [(2, 2, 1), (4, 2, 3), (1, 1), (3, 4)])
def test_numbers_on_weights_never_overlap(sizes):
    layout = lay_out(sizes, True, BOX)
    boxes = place_labels(layout, 48, 16)
    placed = [box for box in boxes if box is not None]
    assert len(placed) == layout.n_edges
    assert not any(a.meets(b) for i, a in enumerate(placed) for b in placed[:i])
    for box, (x1, y1, x2, y2) in zip(placed, layout.segments(everything(layout)), strict=True):
        middle = segment_distance(np.array([[x1, y1, x2, y2]]), (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        assert middle[0] < 1.0


def test_short_lines_carry_no_number():
    assert place_labels(lay_out((2, 2, 1), True, Box(0, 0, 120, 120)), 48, 16) == [None] * 6


def test_levels_clamp_and_keep_the_sign():
    levels = edgescale.levels_of(np.array([-50.0, -1.0, -0.5, 0.0, 0.5, 1.0, 50.0, np.nan]), 1.0)
    top = edgescale.LEVELS
    assert levels.tolist() == [-top, -top, -top // 2, 0, top // 2, top, top, 0]
    assert edgescale.width_of(-top, 6.0) == edgescale.width_of(top, 6.0) == 6.0
    assert edgescale.width_of(0, 6.0) == 1.0


def test_one_outlier_does_not_rule_the_scale():
    weights = np.linspace(-1.0, 1.0, 500)
    weights[7] = 1e6
    assert edgescale.robust_bound(weights) == 1.0


@given(st.integers(0, 2**32 - 1), st.integers(1, 60_000), st.integers(1, 600))
def test_the_strongest_are_the_strongest(seed, size, count):
    weights = np.random.default_rng(seed).normal(size=size)
    chosen = edgescale.strongest(weights, count)
    assert len(chosen) == min(count, size)
    assert np.sort(np.abs(weights[chosen])) == pytest.approx(np.sort(np.abs(weights))[-count:])


def test_buckets_hold_every_weight_once_and_the_strong_on_top():
    picture = edgescale.picture(np.random.default_rng(3).normal(size=300))
    buckets = list(picture.buckets())
    assert sorted(i for _, where in buckets for i in where) == list(range(300))
    assert all(picture.levels[i] == level for level, where in buckets for i in where)
    assert [abs(level) for level, _ in buckets] == sorted(abs(level) for level, _ in buckets)


def test_a_large_network_shows_its_strongest_and_what_is_selected():
    weights = np.random.default_rng(4).normal(size=5000)
    weights[11] = 1e-6
    assert len(edgescale.picture(weights).numbers) == edgescale.STRONGEST
    picture = edgescale.picture(weights, np.array([11]))
    assert 11 in picture.numbers
    assert not picture.complete
    assert edgescale.picture(weights[:800]).complete


@pytest.mark.parametrize(
    ("item", "way", "to"),
    [
        (None, "right", Node(0, 0)),
        (Node(0, 0), "up", Node(0, 3)),
        (Node(0, 3), "right", Node(1, 7)),
        (Node(1, 7), "right", Node(2, 2)),
        (Node(2, 2), "right", Node(2, 2)),
        (Node(1, 0), "left", Node(0, 0)),
        (Edge(1, 3, 2), "down", Edge(1, 0, 2)),
        (Edge(1, 3, 2), "left", Node(0, 3)),
        (Edge(1, 3, 2), "right", Node(1, 2)),
        (Bias(1, 0), "up", Bias(1, 7)),
        (Bias(1, 4), "right", Node(1, 4)),
    ],
)
def test_where_the_arrow_keys_lead(item, way, to):
    assert netkeys.neighbour((4, 8, 3), item, way) == to
