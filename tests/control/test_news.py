"""What a person reads: numbers as everywhere in the window, with a real minus."""

from __future__ import annotations

import pytest

from bpviz.control.news import Diverged, News, Reached, StoppedEarly, Unfit, sentence_of
from bpviz.errors import BpvizError, Reason
from bpviz.training.frame import Divergence
from bpviz.training.patience import EarlyStop
from bpviz.training.requests import RunTo


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (Reached(RunTo("loss", -1e-5), 1234), "In iteration 1,234 the loss is at most −1e−5."),
        (Reached(RunTo("accuracy", 0.95), 7), "In iteration 7 the accuracy is at least 0.95."),
        (
            StoppedEarly(EarlyStop(2000, 1000, 5, -0.123456789, True)),
            "Stopped early after epoch 1,000: for 5 epochs no test loss has been better than −0.123457. Run goes on.",
        ),
        (
            Diverged(Divergence(1500, "z1", "z1", Reason("It moves by {0:.3g}.", (-0.25,))), at_op=False),
            "Iteration 1,500: It moves by −0.25.",
        ),
        (Unfit((BpvizError("There is no {0}.", "W9"), BpvizError("Nor {0}.", "b9"))), "There is no W9. Nor b9."),
    ],
)
def test_sentences(news: News, words: str) -> None:
    assert sentence_of(news) == words
