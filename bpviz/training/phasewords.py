"""What a program of its own says about each phase of an iteration."""

from __future__ import annotations

from bpviz.engine.losses import update_factor
from bpviz.engine.network import Network
from bpviz.training.experiment import Experiment

_THROUGH_TIME = {
    "forward": "Time step by time step (_t1, _t2, …): the hidden layer takes the step's columns of a0 and its own "
    "activations of the step before, z1 = a0 W1 + a1 U1 + b1.",
    "backward": "delta is dLoss/dz, from the last time step back to the first; the gradients are summed up over the "
    "steps on the way: dW1_t3 is the sum of all steps from the last one down to the third, dW1 that of all.",
}
_FIXED_POINT = {
    "forward": "Sweep by sweep (_s1, _s2, …) the state relaxes, x = f(x W1 + b1 + I), until it stands still: a1 is the "
    "fixed point, and a2 its outputs.",
    "backward": "The adjoint relaxes in the same way, adj = e + (adj df1) W1.T, with f' at the fixed point; delta is "
    "dLoss/du of every unit. Where the state has not settled, or would not stay, there is no gradient: settled is NaN.",
}


def about(phase: str, experiment: Experiment, network: Network, rows: int) -> str:
    """The phase in a sentence or two, for batches of ``rows`` rows."""
    e = experiment
    if e.architecture == "elman" and phase in _THROUGH_TIME:
        return _THROUGH_TIME[phase]
    if e.architecture == "fixed_point" and phase in _FIXED_POINT:
        return _FIXED_POINT[phase]
    if phase == "forward":
        text = "Each layer takes the activations of the layer before: z = a W + b, then a = f(z)."
        if e.batch_norm:
            text += " Batch normalization makes n of a hidden layer's z, and a is f(n)."
        if e.dropout:
            text += " Dropout leaves out hidden activations where a mask, drawn for each iteration, is 0."
        return text
    if phase == "loss":
        over = "mean" if e.reduction == "mean" else "sum"
        weighted = " Each row's loss counts times w, the weight of its class." if e.class_weight else ""
        return (
            f"{e.loss}, the {over} over the rows of the batch, with the parameters as they are before the update."
            f"{weighted}"
        )
    if phase == "backward":
        return (
            "delta is dLoss/dz, layer by layer from the back; the gradient of a layer's weights is the product of "
            "what went into it and its delta, summed over the rows."
        )
    factor = update_factor(e.loss, e.reduction, e.update_loss, e.update_reduction, rows, network.n_outputs)
    follows = (
        f" The update follows {factor:.12g} times the gradient of the loss that is shown." if factor != 1.0 else ""
    )
    schedule = f" The rate follows the schedule {e.schedule}, one step of it for each iteration." if e.schedule else ""
    warmup = f" It rises in a straight line in the first {e.warmup:,} iterations." if e.warmup else ""
    clipped = " The gradient is clipped before it is followed." if (e.clip_norm or e.clip_value) else ""
    return f"{e.optimizer}: how the gradient becomes a change of the parameters.{follows}{schedule}{warmup}{clipped}"
