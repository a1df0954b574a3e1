"""Published examples and the three tutorials, against figures that were each computed in two independent ways."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer

MAZUR = {
    "W1": [[0.15, 0.25], [0.20, 0.30]],  # x1 and x2 to h1, h2
    "b1": [0.35, 0.35],
    "W2": [[0.40, 0.50], [0.45, 0.55]],  # h1 and h2 to o1, o2
    "b2": [0.60, 0.60],
}
BIASES = {name: MAZUR[name] for name in ("b1", "b2")}


def near(value: object) -> object:
    """Equal to twelve digits after the point."""
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def mazur() -> Trainer:
    """M. Mazur, "A step by step backpropagation example" (2015): 2-2-2, sigmoid, E = sum of (t - o)^2 / 2."""
    experiment = Experiment(
        hidden=(2,), activation="sigmoid", loss="half_squared_error", optimizer="sgd", learning_rate=0.5
    )
    trainer = Trainer(experiment, Data([[0.05, 0.10]], [[0.01, 0.99]]))
    trainer.set_parameters(MAZUR)
    return trainer


def test_mazurs_example_to_the_last_digit() -> None:
    trainer = mazur()
    loss = trainer.step()
    t = trainer.tensors
    assert t["a1"][0] == near([0.593269992107187, 0.596884378259767])
    assert t["a2"][0] == near([0.751365069552316, 0.772928465321463])
    assert loss == near(0.298371108760003)
    assert t["delta2"][0] == near([0.138498561628557, -0.0380982365165562])
    assert t["dW2"].T.reshape(-1) == near(
        [0.0821670405642308, 0.0826676278475333, -0.0226025404774751, -0.0227402422159782]
    )
    assert t["dW1"].T.reshape(-1) == near(
        [0.000438567734474347, 0.000877135468948693, 0.000497712735260860, 0.000995425470521722]
    )


def test_mazurs_error_after_one_and_after_10000_steps_with_frozen_biases() -> None:
    trainer = mazur()
    for iteration in range(10_000):
        trainer.step()
        trainer.set_parameters(BIASES)  # his program leaves them as they were
        if iteration == 0:
            assert trainer.metrics().train_loss == near(0.291027773694)
    assert trainer.metrics().train_loss == near(0.000035101878)


def iris(update_loss: str | None) -> tuple[Trainer, list[float]]:
    """The Iris tutorial run to its end, and the train accuracy before each update, as the loss is recorded."""
    trainer = Trainer(Experiment.preset("iris-tutorial").replace(update_loss=update_loss))
    accuracies = []
    for _ in range(5000):
        accuracies.append(trainer.metrics().train_accuracy)
        trainer.run(1)
    return trainer, accuracies


def test_iris_tutorial_as_its_article_prints_it() -> None:
    trainer, accuracies = iris(None)
    losses, metrics = trainer.history.view().losses, trainer.metrics()
    assert trainer.update_factor == 1.0
    assert (losses[0], losses[-1]) == (near(0.1391001853580335), near(0.0609539502027246))
    assert metrics.train_accuracy == pytest.approx(0.7077, abs=5e-5)
    assert metrics.test_accuracy == pytest.approx(0.80)
    assert max(accuracies) == pytest.approx(0.9923, abs=5e-5)
    assert accuracies.index(max(accuracies)) == 2855
    versicolor = trainer.data.target_names.index("versicolor")
    x_test = trainer.data.x_test  # raw lengths: nothing is scaled
    assert x_test is not None
    assert versicolor not in trainer.predict(x_test).argmax(axis=1)


def test_iris_tutorial_in_its_other_reading() -> None:
    trainer, _ = iris("half_squared_error")
    losses, metrics = trainer.history.view().losses, trainer.metrics()
    assert trainer.update_factor == pytest.approx(3.0, rel=1e-15)
    assert (losses[0], losses[-1]) == (near(0.1391001853580335), near(0.0523399606861815))
    assert metrics.train_accuracy == pytest.approx(0.9846, abs=5e-5)
    assert metrics.test_accuracy == pytest.approx(0.95)


def test_study_tutorial() -> None:
    trainer = Trainer(Experiment.preset("study-tutorial"))
    assert trainer.update_factor == pytest.approx(1.5, rel=1e-15)
    trainer.run(1000)
    losses = trainer.history.view().losses
    assert losses[0] == pytest.approx(0.04864408482, rel=1e-9)
    assert trainer.metrics().train_loss == pytest.approx(0.0002145472013, rel=1e-9)
    assert trainer.predict([[2, 9], [1, 5], [3, 6]])[:, 0] == pytest.approx(
        [0.89918692, 0.8731248, 0.89618036], abs=5e-9
    )
    assert trainer.predict([[4, 8]])[0, 0] == pytest.approx(0.903533, abs=5e-7)
    # The original program divides (4, 8) by its own maximum, 8: it asks for (0.5, 1), which is 1.5 and 9 hours.
    assert trainer.predict([[1.5, 9]])[0, 0] == pytest.approx(0.896929, abs=5e-7)


def test_study_tutorial_over_100_seeds() -> None:
    scores = []
    for seed in range(100):
        trainer = Trainer(Experiment.preset("study-tutorial").replace(seed=seed))
        trainer.run(1000)
        scores.append(trainer.predict([[4, 8]])[0, 0])
    assert np.mean(scores) == pytest.approx(0.9103, abs=5e-5)
    assert np.std(scores) == pytest.approx(0.0092, abs=1e-4)


def test_xor_tutorial_does_not_learn() -> None:
    trainer = Trainer(Experiment.preset("xor-tutorial"))
    assert trainer.update_factor == pytest.approx(2.0, rel=1e-15)
    trainer.run(1000)
    losses = trainer.history.view().losses
    assert losses[0] == pytest.approx(0.275888, abs=5e-7)
    assert losses[900] == pytest.approx(0.24982, abs=5e-6)
    assert trainer.predict([[0, 0], [0, 1], [1, 0], [1, 1]])[:, 0] == pytest.approx(
        [0.502427, 0.503992, 0.505955, 0.50657], abs=5e-7
    )


@pytest.mark.parametrize("bias", [False, True])
def test_no_seed_of_100_makes_the_xor_tutorial_learn(bias: bool) -> None:
    for seed in range(100):
        trainer = Trainer(Experiment.preset("xor-tutorial").replace(seed=seed, bias=bias))
        trainer.run(1000)
        assert trainer.metrics().train_accuracy < 1.0
