"""What the tensors of dropout, batch normalization, clipping, schedules and optimizers hold, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.engine.ops import Op
from bpviz.engine.rules import Rules
from bpviz.viewkit.netnames import TARGETS, Name, parse
from bpviz.words import QT_TRANSLATE_NOOP

CLIPPED = "clipped"
"""The ``slot`` of a clipped gradient's name, which is no memory of the optimizer."""

UNIT_WORDS = {
    "u": QT_TRANSLATE_NOOP("Cell", "the random number that decides whether dropout keeps {0}"),
    "mask": QT_TRANSLATE_NOOP("Cell", "the drawn mask of dropout for {0}: 0 leaves the unit out"),
    "dropped": QT_TRANSLATE_NOOP("Cell", "the activation of {0} after dropout: what it passes on"),
    "zhat": QT_TRANSLATE_NOOP("Cell", "z of {0}, brought to mean 0 and variance 1 over the batch"),
    "n": QT_TRANSLATE_NOOP("Cell", "z of {0} after batch normalization: what its activation function takes"),
    "dn": QT_TRANSLATE_NOOP("Cell", "how the loss changes with n of {0}"),
    "mean": QT_TRANSLATE_NOOP("Cell", "the mean of z of {0} over the batch"),
    "var": QT_TRANSLATE_NOOP("Cell", "the variance of z of {0} over the batch"),
    "gamma": QT_TRANSLATE_NOOP("Cell", "the scale of {0} in batch normalization (trained)"),
    "beta": QT_TRANSLATE_NOOP("Cell", "the shift of {0} in batch normalization (trained)"),
    "running_mean": QT_TRANSLATE_NOOP("Cell", "the running mean of z of {0}, which predictions take for the batch's"),
    "running_var": QT_TRANSLATE_NOOP(
        "Cell", "the running variance of z of {0}, which predictions take for the batch's"
    ),
}
"""One number of a unit, by kind; ``{0}`` is the unit."""

_SLOTS = {
    CLIPPED: QT_TRANSLATE_NOOP("Cell", "the clipped gradient of the loss for {0}"),
    "momentum.v": QT_TRANSLATE_NOOP("Cell", "the velocity (decaying sum of gradients) of {0}"),
    "m": QT_TRANSLATE_NOOP("Cell", "the running mean of the gradients for {0}"),
    "v": QT_TRANSLATE_NOOP("Cell", "the running mean of the squared gradients for {0}"),
    "rmsprop.v": QT_TRANSLATE_NOOP("Cell", "the velocity (decaying sum of scaled gradients) of {0}"),
    "vmax": QT_TRANSLATE_NOOP("Cell", "the largest running mean of the squared gradients for {0} so far"),
    "adagrad.s": QT_TRANSLATE_NOOP("Cell", "the sum of all squared gradients for {0}"),
    "s": QT_TRANSLATE_NOOP("Cell", "the running mean of the squared gradients for {0}"),
    "u": QT_TRANSLATE_NOOP("Cell", "the running mean of the squared moves of {0}"),
    "move": QT_TRANSLATE_NOOP("Cell", "the move of {0}, before the learning rate"),
    "prev": QT_TRANSLATE_NOOP("Cell", "the gradient remembered for {0}; 0 after its sign has turned"),
    "step": QT_TRANSLATE_NOOP("Cell", "the step size of {0} alone"),
}

_SCALARS = {
    "rate": QT_TRANSLATE_NOOP("Cell", "the learning rate in force, which schedule and warm-up make of the set one"),
    "t": QT_TRANSLATE_NOOP("Cell", "the iterations done"),
    "best_loss": QT_TRANSLATE_NOOP("Cell", "the best loss so far, which the schedule compares with"),
    "bad_iterations": QT_TRANSLATE_NOOP("Cell", "iterations in a row without a better loss"),
    "waited": QT_TRANSLATE_NOOP("Cell", "iterations in a row without a better loss, with this one"),
    "rate_scale": QT_TRANSLATE_NOOP("Cell", "the factor that the schedule puts on the learning rate"),
    "next_scale": QT_TRANSLATE_NOOP("Cell", "the factor on the learning rate after the next cut"),
    "gradient_norm": QT_TRANSLATE_NOOP("Cell", "the norm of all gradients together, before they are clipped"),
    "clip_scale": QT_TRANSLATE_NOOP("Cell", "the factor that clips the gradients; 1 leaves them as they are"),
    "best_of_epochs": QT_TRANSLATE_NOOP("Cell", "the best loss at the end of an epoch, for early stopping"),
    "bad_epochs": QT_TRANSLATE_NOOP("Cell", "epochs in a row without a better loss, for early stopping"),
    "beta1_t": QT_TRANSLATE_NOOP("Cell", "beta1 to the power of the updates so far"),
    "beta2_t": QT_TRANSLATE_NOOP("Cell", "beta2 to the power of the updates so far"),
    "m_correction": QT_TRANSLATE_NOOP("Cell", "what m is divided by, because it began at 0"),
    "v_correction": QT_TRANSLATE_NOOP("Cell", "what the root of v is divided by, because v began at 0"),
    "step_size": QT_TRANSLATE_NOOP("Cell", "the learning rate as the optimizer takes it in this update"),
    "decay": QT_TRANSLATE_NOOP("Cell", "the share of itself that each parameter keeps (weight decay)"),
    "mu": QT_TRANSLATE_NOOP("Cell", "the momentum of this update"),
    "mu_next": QT_TRANSLATE_NOOP("Cell", "the momentum of the next update"),
    "mu_product": QT_TRANSLATE_NOOP("Cell", "the product of all momenta so far"),
    "d_step_size": QT_TRANSLATE_NOOP("Cell", "the step size along the gradient"),
    "m_step_size": QT_TRANSLATE_NOOP("Cell", "the step size along the running mean m"),
}

_KINDS = {
    "z": QT_TRANSLATE_NOOP("Tensor", "pre-activations of layer {0}"),
    "a": QT_TRANSLATE_NOOP("Tensor", "activations of layer {0}"),
    "delta": QT_TRANSLATE_NOOP("Tensor", "how the loss changes with z of layer {0}"),
    "da": QT_TRANSLATE_NOOP("Tensor", "how the loss changes with the activations of layer {0}"),
    "df": QT_TRANSLATE_NOOP("Tensor", "slopes of the activation function of layer {0}"),
    "W": QT_TRANSLATE_NOOP("Tensor", "weights into layer {0}"),
    "U": QT_TRANSLATE_NOOP("Tensor", "recurrent weights of layer {0}"),
    "b": QT_TRANSLATE_NOOP("Tensor", "biases of layer {0}"),
    "u": QT_TRANSLATE_NOOP("Tensor", "random numbers for the dropout of layer {0}"),
    "mask": QT_TRANSLATE_NOOP("Tensor", "drawn mask of the dropout of layer {0}"),
    "dropped": QT_TRANSLATE_NOOP("Tensor", "activations of layer {0} after dropout"),
    "zhat": QT_TRANSLATE_NOOP("Tensor", "z of layer {0}, brought to mean 0 and variance 1 over the batch"),
    "n": QT_TRANSLATE_NOOP("Tensor", "z of layer {0} after batch normalization"),
    "dn": QT_TRANSLATE_NOOP("Tensor", "how the loss changes with n of layer {0}"),
    "mean": QT_TRANSLATE_NOOP("Tensor", "mean of each unit's z over the batch, layer {0}"),
    "var": QT_TRANSLATE_NOOP("Tensor", "variance of each unit's z over the batch, layer {0}"),
    "gamma": QT_TRANSLATE_NOOP("Tensor", "scales of the batch normalization of layer {0} (trained)"),
    "beta": QT_TRANSLATE_NOOP("Tensor", "shifts of the batch normalization of layer {0} (trained)"),
    "running_mean": QT_TRANSLATE_NOOP("Tensor", "running means of layer {0}, which predictions take"),
    "running_var": QT_TRANSLATE_NOOP("Tensor", "running variances of layer {0}, which predictions take"),
    "x": QT_TRANSLATE_NOOP("Tensor", "state of the units after a sweep"),
    "adj": QT_TRANSLATE_NOOP("Tensor", "adjoint of the units after a sweep back"),
    "back": QT_TRANSLATE_NOOP("Tensor", "what comes back to the units in a sweep"),
    "I": QT_TRANSLATE_NOOP("Tensor", "input of the units"),
    "e": QT_TRANSLATE_NOOP("Tensor", "how the loss changes with the states by themselves"),
}


_OPS = {
    "momenta": QT_TRANSLATE_NOOP("Tensor", "the momenta of this update and of the next"),
    "bias_correction": QT_TRANSLATE_NOOP("Tensor", "corrections, because the running means began at 0"),
    "on_plateau": QT_TRANSLATE_NOOP("Tensor", "whether this iteration's loss is better, and what the rate becomes"),
}


def slot_words(slot: str, rules: Rules) -> str:
    """What an update keeps beside a parameter, with a place for the parameter."""
    optimizer = "momentum" if rules.optimizer in ("momentum", "nesterov") else rules.optimizer
    found = _SLOTS.get(f"{optimizer}.{slot}", _SLOTS.get(slot))
    if found is None:
        return QCoreApplication.translate("Cell", "the optimizer's {0} for {1}").format(slot, "{0}")
    return QCoreApplication.translate("Cell", found)


def scalar_words(name: str) -> str:
    """What a single number of the update is; "" for one that is none."""
    found = _SCALARS.get(name)
    return "" if found is None else QCoreApplication.translate("Cell", found)


def kind_words(parts: Name, rules: Rules) -> str:
    """What a whole tensor is: "drawn mask of the dropout of layer 1"."""
    translate = QCoreApplication.translate
    kind = parts.kind
    if kind == "a" and parts.layer == 0:
        return translate("Tensor", "inputs, as the network sees them")
    if kind == "u" and parts.step is not None:  # of a net that relaxes
        return translate("Tensor", "weighted sums of the units in a sweep")
    parameter = kind[1:] if kind.startswith("d") and kind[1:] in ("W", "U", "b", "gamma", "beta") else kind
    words = translate("Tensor", _KINDS[parameter]).format(parts.layer)
    if parts.slot:
        return slot_words(parts.slot, rules).format(words)
    return translate("Tensor", "gradient of the loss for the {0}").format(words) if parameter != kind else words


def targets_words(name: str) -> str:
    """What the tensor of the targets is, "" for another one."""
    found = TARGETS.fullmatch(name)
    if found is None:
        return ""
    if found[1] is None:
        return QCoreApplication.translate("Tensor", "targets")
    return QCoreApplication.translate("Tensor", "targets of time step {0}").format(found[1])


def op_words(op: Op, rules: Rules) -> str:
    """What an op makes, "" where there is no more to say than its name."""
    translate = QCoreApplication.translate
    if op.name in _OPS:
        return translate("Tensor", _OPS[op.name])
    parts = parse(op.name)
    if parts is not None:
        return kind_words(parts, rules)
    written = parse(op.writes[0]) if op.writes else None
    if written is not None and written.slot:  # of all parameters
        return slot_words(written.slot, rules).format(translate("Tensor", "all parameters"))
    return scalar_words(op.name)
