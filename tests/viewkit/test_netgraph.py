"""Units and weights of a graph: numbered, placed and found again."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit.netcolumns import window
from bpviz.viewkit.netgraph import Graph, GraphMaker, lines
from bpviz.viewkit.netring import ring_angles, ring_curves


def columns() -> Graph:
    made = GraphMaker()
    places = {t: np.array([[100.0 * t, 50.0], [100.0 * t, 120.0], [100.0 * t, 200.0]]) for t in (1, 2)}
    for t, centers in places.items():
        made.units(1, t, centers, 12.0, True)
    made.weights(1, 2, True, (3, 3), lines(places[1], places[2]))
    return made.graph(straight=True, dots=False)


def ring(n: int = 5) -> Graph:
    angles = ring_angles((2, n, 1))
    centers = np.stack([np.cos(angles) * 150 + 300, np.sin(angles) * 150 + 300], axis=1)
    made = GraphMaker()
    made.units(1, None, centers, 20.0, True)
    made.weights(1, None, False, (n, n), ring_curves(centers, 20.0, np.array([300.0, 300.0])))
    return made.graph(straight=False, dots=False)


@pytest.mark.parametrize("graph", [columns(), ring()], ids=["columns", "ring"])
def test_every_unit_and_weight_is_its_number(graph: Graph) -> None:
    for number in range(graph.n_units):
        assert graph.units_of(graph.node(number)) == [number]
    for number in range(graph.n_edges):
        assert graph.edges_of(graph.edge(number)) == [number]


@pytest.mark.parametrize("graph", [columns(), ring()], ids=["columns", "ring"])
def test_a_point_on_a_thing_means_it(graph: Graph) -> None:
    every = np.arange(graph.n_edges)
    for number, (x, y) in enumerate(graph.centers.tolist()):
        assert graph.hit(x, y, every) == graph.node(number)
        box = graph.bias_box(number)
        node = graph.node(number)
        assert graph.hit((box.left + box.right) / 2, (box.top + box.bottom) / 2, every) == Bias(
            node.layer, node.index, node.step
        )
    for number in range(graph.n_edges):
        points = graph.at(np.linspace(0.2, 0.8, 40))[number].tolist()
        assert graph.edge(number) in [graph.hit(x, y, every) for x, y in points]
    assert graph.hit(-500.0, -500.0, every) is None
    assert graph.hit(*points[20], np.zeros(0, dtype=np.intp)) is None or graph.n_edges == 9


def test_a_thing_at_no_step_is_there_at_each() -> None:
    graph = columns()
    assert graph.units_of(Node(1, 2)) == [2, 5]
    assert graph.edges_of(Edge(1, 2, 1, recurrent=True)) == [7]
    assert graph.edges_of(Edge(1, 2, 1)) == []
    assert graph.units_of(Node(1, 1, 9)) == []


def test_what_the_net_does_not_have_is_nowhere() -> None:
    graph = columns()
    for edge in (Edge(1, 3, 0, 2, True), Edge(1, 0, 3, recurrent=True), Edge(1, 2, 9, 2, True)):
        assert graph.edges_of(edge) == graph.spots(edge) == []


@pytest.mark.parametrize("pitch", [3.0, 80.0])
def test_a_unit_has_its_own_weights_however_close_the_next_one_is(pitch: float) -> None:
    made = GraphMaker()
    places = {t: np.array([[100.0 * t, pitch * i] for i in range(5)]) for t in (1, 2)}
    for t, centers in places.items():
        made.units(1, t, centers, 2.0, True)
    made.weights(1, 2, True, (5, 5), lines(places[1], places[2]))
    graph = made.graph(straight=True, dots=True)
    for step, wanted in ((1, [10, 11, 12, 13, 14]), (2, [2, 7, 12, 17, 22])):
        assert graph.touching(Node(1, 2, step)).tolist() == wanted
    assert graph.touching(Node(1, 2)).tolist() == sorted({10, 11, 12, 13, 14, 2, 7, 17, 22})


def test_there_and_back_are_two_curves_and_a_loop_leaves_its_unit() -> None:
    graph = ring()
    middle = graph.at(np.array([0.5]))[:, 0]
    for i, j in itertools.combinations(range(5), 2):
        there, back = middle[5 * i + j], middle[5 * j + i]
        assert np.hypot(*(there - back)) > 10
    for i in range(5):
        away = np.hypot(*(middle[6 * i] - graph.centers[i]))
        assert away > 1.5 * 20
        assert np.hypot(*(middle[6 * i] - 300)) > np.hypot(*(graph.centers[i] - 300))


def test_inputs_are_left_and_outputs_right() -> None:
    for sizes in ((2, 5, 1), (4, 15, 3), (1, 2, 1), (3, 30, 2)):
        cos, n_in, n, n_out = np.cos(ring_angles(sizes)), *sizes
        assert (cos[:n_in] < cos[n - n_out :].min() + 1e-9).all()
        places = np.round(np.stack([cos, np.sin(ring_angles(sizes))], axis=1), 6)
        assert len(np.unique(places, axis=0)) == n


@pytest.mark.parametrize("steps", [3, 5, 12, 200])
@pytest.mark.parametrize("room", [3, 5, 8])
def test_the_window_has_the_step_and_its_neighbours(steps: int, room: int) -> None:
    room = min(room, steps)
    for step in range(1, steps + 1):
        first = window(step, room, steps)
        seen = range(first, first + room)
        assert first >= 1
        assert seen[-1] <= steps
        assert all(t in seen for t in (step - 1, step, step + 1) if 1 <= t <= steps)
    firsts = [window(step, room, steps) for step in range(1, steps + 1)]
    assert firsts == sorted(firsts)
