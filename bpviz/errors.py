"""The one exception that a person may read: a sentence that names the value and what would be right."""


class BpvizError(ValueError):
    """Bad input or a run that cannot go on; ``str(error)`` is one plain sentence, fit for a dialog or stderr."""


class DivergedError(BpvizError):
    """A tensor is no longer finite; the trainer keeps the last finite state.

    Attributes: ``iteration`` (0-based) in which it happened, ``op`` (name) that wrote it, ``tensor`` (name).
    """

    def __init__(self, iteration: int, op: str, tensor: str) -> None:
        self.iteration, self.op, self.tensor = iteration, op, tensor
        super().__init__(
            f"{tensor} is not finite at op {op} of iteration {iteration}; the state before that iteration is kept: "
            "try a smaller learning rate or scaled inputs."
        )
