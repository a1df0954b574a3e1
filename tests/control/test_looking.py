"""When it is looked for what is wrong: at each place, and where an iteration has been undone."""

import numpy as np
import pytest

from bpviz.control.looking import Looking
from bpviz.errors import DivergedError
from bpviz.training.experiment import Experiment
from bpviz.training.trainer import Trainer


def test_an_iteration_that_is_undone_at_once_is_looked_at_anew():
    trainer, looking = Trainer(Experiment.preset("xor-fixed-point")), Looking()
    trainer.run(2)
    n = len(trainer.parameters()["W1"])
    trainer.set_parameters({"W1": -5.0 * np.eye(n)})
    before = looking.findings(trainer, False, 0.0)
    assert looking.findings(trainer, False, 1.0) is before
    assert "no_gradient" not in [finding.kind for finding in before]
    with pytest.raises(DivergedError):
        trainer.step()
    assert trainer.place.iteration == 2
    after = looking.findings(trainer, False, 2.0)
    assert after[0].kind == "no_gradient"
    assert looking.findings(trainer, False, 3.0) is after
