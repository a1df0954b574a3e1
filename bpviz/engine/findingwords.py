"""The catalogue of findings: what each kind is called, what it means here, and what one may try."""

from __future__ import annotations

from dataclasses import dataclass

from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class FindingWords:
    """``title``, and with places for a finding's values what is seen (``says``); what one may try (``advice``).
    ``looks_for`` is what is said of it while nothing is found. All are marked for translation in the context
    "Finding"."""

    title: str
    says: str
    advice: str
    looks_for: str


FINDINGS: dict[str, FindingWords] = {
    "diverged": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The run has diverged"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{1} stops being finite at op {2} of iteration {0}; the state before it is kept.",
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Go back before it and watch how the numbers grow; a smaller learning rate or scaled inputs.",
        ),
        QT_TRANSLATE_NOOP("Finding", "values that are not finite"),
    ),
    "no_gradient": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The net has no gradient"),
        QT_TRANSLATE_NOOP("Finding", "{1} Iteration {0} is undone; the weights before it are kept."),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Go back before it and see how the state moves from sweep to sweep; a smaller learning rate keeps the "
            "weights where the state settles.",
        ),
        "",
    ),
    "vanishing_gradient": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The gradient vanishes on its way back"),
        QT_TRANSLATE_NOOP("Finding", "{0} has size {1}, {2} has {3}: the first layers hardly learn."),
        QT_TRANSLATE_NOOP("Finding", "ReLU or tanh for sigmoid, an initializer that suits it, or fewer layers."),
        QT_TRANSLATE_NOOP("Finding", "vanishing and exploding gradients"),
    ),
    "exploding_gradient": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The gradient explodes on its way back"),
        QT_TRANSLATE_NOOP("Finding", "{0} has size {1}, {2} only {3}."),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Smaller first weights (initializer, initial scale) or a smaller learning rate.",
        ),
        "",
    ),
    "vanishing_through_time": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The gradient vanishes on its way back in time"),
        QT_TRANSLATE_NOOP("Finding", "{0} has size {1}, {2} has {3}: the start of a sequence is hardly learned."),
        QT_TRANSLATE_NOOP("Finding", "Shorter sequences, larger first weights, or an orthogonal initializer."),
        "",
    ),
    "exploding_through_time": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The gradient explodes on its way back in time"),
        QT_TRANSLATE_NOOP("Finding", "{0} has size {1}, {2} only {3}."),
        QT_TRANSLATE_NOOP("Finding", "Smaller first weights, a smaller learning rate, or a clipped gradient."),
        "",
    ),
    "large_gradient": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The gradient is very large"),
        QT_TRANSLATE_NOOP("Finding", "The entries of {0} have size {1}."),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Scaled inputs and targets, the mean instead of the sum over rows, or a smaller learning rate.",
        ),
        "",
    ),
    "dead_units": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "Dead units in layer {0}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{1} of {2} units (number {3}) have slope 0 for every training row: their gradient is exactly zero, "
            "so they learn nothing more.",
        ),
        QT_TRANSLATE_NOOP("Finding", "A smaller learning rate, leaky ReLU, or another initializer."),
        QT_TRANSLATE_NOOP("Finding", "dead and saturated units"),
    ),
    "saturated_units": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "Saturated units in layer {0}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{1} of {2} units (number {3}) have a slope f'(z) of at most {4} for every training row: hardly any "
            "gradient passes through them.",
        ),
        QT_TRANSLATE_NOOP("Finding", "Smaller first weights, scaled inputs, or a smaller learning rate."),
        "",
    ),
    "large_updates": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The updates are large"),
        QT_TRANSLATE_NOOP("Finding", "One update moves {0} by {1} of its own size; about 0.001 is usual."),
        QT_TRANSLATE_NOOP("Finding", "A smaller learning rate."),
        QT_TRANSLATE_NOOP("Finding", "updates that are too large or too small for the weights"),
    ),
    "small_updates": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The updates are tiny, and the loss is still high"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "One update moves no weight matrix by more than {0} of its own size; about 0.001 is usual.",
        ),
        QT_TRANSLATE_NOOP("Finding", "A larger learning rate, or another optimizer."),
        "",
    ),
    "oscillating_loss": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The loss goes up and down"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "In the last 40 epochs it went between {0} and {1} and turned {2} % of the time.",
        ),
        QT_TRANSLATE_NOOP("Finding", "A smaller learning rate; with mini-batches larger ones."),
        QT_TRANSLATE_NOOP("Finding", "a loss that oscillates or stands still"),
    ),
    "plateau": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The loss stands still while it is high"),
        QT_TRANSLATE_NOOP("Finding", "In {0} iterations it went from {1} to {2}."),
        QT_TRANSLATE_NOOP("Finding", "More iterations, a larger learning rate, another seed, or more hidden units."),
        "",
    ),
    "unscaled_inputs": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "The inputs are not scaled"),
        QT_TRANSLATE_NOOP("Finding", "{0} goes from {1} to {2}; {3} is the smallest."),
        QT_TRANSLATE_NOOP("Finding", "Scaling: standardize (mean 0, deviation 1)."),
        QT_TRANSLATE_NOOP("Finding", "inputs that are not scaled"),
    ),
    "twin_units": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "Units of layer {0} are twins"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{1} units, such as {2} and {3}, have the same weights before and behind them: every update moves "
            "them alike, so they count as one.",
        ),
        QT_TRANSLATE_NOOP("Finding", "An initializer that draws the first weights at random."),
        QT_TRANSLATE_NOOP("Finding", "units with the same weights"),
    ),
    "class_never_predicted": FindingWords(
        QT_TRANSLATE_NOOP("Finding", "A class is never predicted"),
        QT_TRANSLATE_NOOP("Finding", "{0}: {1} of {2} training rows belong to it, and none is taken for it."),
        QT_TRANSLATE_NOOP("Finding", "More iterations, a larger learning rate, or more hidden units."),
        QT_TRANSLATE_NOOP("Finding", "classes that are never predicted"),
    ),
}
"""Words by the kind of a finding."""
