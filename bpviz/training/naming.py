"""The names that code gives the tensors: the field's, or those of each of the three tutorials.

A tutorial's name stands where it means the same number, to the bit. Where the tutorial has a quantity of the same role
but another size or sign (an error with the other sign, a delta without the loss's factor), the field's name stays and a
note says what the tutorial has there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpviz.words import QT_TRANSLATE_NOOP

LAYERS = 2
"""Layers with weights that the tutorials' nets have: their names are for nets of that depth only."""

_SIGN = QT_TRANSLATE_NOOP("Naming", "tutorial: {0} (other sign, no factor)")
_FACTOR = QT_TRANSLATE_NOOP("Naming", "tutorial: {0} (no factor: W2_update has it)")
_HALF = QT_TRANSLATE_NOOP("Naming", "tutorial: {0}, half the mean of squares")


@dataclass(frozen=True)
class Naming:
    """``names`` by tensor; what it does not have is called as in the field. ``notes`` by tensor: a text in the context
    "Naming" and the words that go into its places; they hold for a squared error only, which the tutorials all have."""

    key: str
    title: str
    names: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def name(self, tensor: str, n_layers: int) -> str:
        """What a tensor of a net with ``n_layers`` layers is called."""
        return self.names.get(tensor, tensor) if n_layers == LAYERS else tensor

    def note(self, tensor: str, n_layers: int) -> tuple[str, tuple[str, ...]] | None:
        """What the tutorial has in the place of a tensor, None where there is nothing to say."""
        return self.notes.get(tensor) if n_layers == LAYERS else None


NAMINGS: dict[str, Naming] = {
    naming.key: naming
    for naming in (
        Naming("field", QT_TRANSLATE_NOOP("Naming", "The field's names")),
        Naming(
            "iris",
            QT_TRANSLATE_NOOP("Naming", "Iris tutorial"),
            {
                "a0": "X_train",
                "y": "y_train",
                "z1": "Z1",
                "a1": "A1",
                "z2": "Z2",
                "a2": "A2",
                "dW1": "W1_update",
                "dW2": "W2_update",
            },
            {
                "loss": (_HALF, ("mse",)),
                "da2": (_FACTOR, ("E1 = A2 - y_train",)),
                "delta2": (_FACTOR, ("dW1",)),
                "da1": (_FACTOR, ("E2",)),
                "delta1": (_FACTOR, ("dW2",)),
            },
        ),
        Naming(
            "study",
            QT_TRANSLATE_NOOP("Naming", "Hours of study tutorial"),
            {"a0": "X", "z1": "z", "a1": "z2", "z2": "z3", "a2": "o"},
            {
                "da2": (_SIGN, ("o_error = y - o",)),
                "delta2": (_SIGN, ("o_delta",)),
                "da1": (_SIGN, ("z2_error",)),
                "delta1": (_SIGN, ("z2_delta",)),
            },
        ),
        Naming(
            "xor",
            QT_TRANSLATE_NOOP("Naming", "XOR tutorial"),
            {
                "a0": "X",
                "z1": "hidden_input",
                "a1": "hidden_output",
                "z2": "output_input",
                "a2": "y_pred",
                "W1": "weights_input_hidden",
                "W2": "weights_hidden_output",
            },
            {
                "da2": (_SIGN, ("output_error = y - y_pred",)),
                "delta2": (_SIGN, ("output_delta",)),
                "da1": (_SIGN, ("hidden_error",)),
                "delta1": (_SIGN, ("hidden_delta",)),
            },
        ),
    )
}
