"""The equations of the update, whatever the net: the rate, the clipping, the optimizer's memory, the parameters."""

from __future__ import annotations

from bpviz.engine import clipping, clock, schedules
from bpviz.engine.equations import named, tidy
from bpviz.engine.following import followed
from bpviz.engine.network import Network
from bpviz.engine.optimizers import update_of
from bpviz.engine.rules import Rules
from bpviz.engine.updates import put_in


def update(network: Network, rules: Rules, rows: int) -> dict[str, str]:
    """Right-hand side by name of all tensors that the update of a batch of ``rows`` rows computes, in order."""
    optimizer, way, course = update_of(rules), followed(network, rules, rows), schedules.course_of(rules)
    names = [name for name, _ in network.parameter_names()]
    vectors = {**{slot: f"{slot}_" for slot in optimizer.slots}, **{part: f"{part}_" for part in optimizer.parts}}
    found: dict[str, str] = {}
    if course is not None:
        found[schedules.RATE] = tidy(schedules.rate_formula(rules, course))
    if rules.clip_norm is not None:
        gradients = [f"{way.times}d{name}" for name in names]
        found |= {name: tidy(words) for name, words in clipping.norm_equations(rules, gradients)}
    if way.clipped:
        found |= {way.gradient(name): tidy(clipping.clipped(rules, f"{way.times}d{name}")) for name in names}
    own = {name: {"p": name, way.d if way.clipped else "d": way.gradient(name)} for name in names}
    own = {name: {**words, **{v: f"{start}{name}" for v, start in vectors.items()}} for name, words in own.items()}
    for rule in optimizer.rules:
        for assignment in put_in(rule.formula, {"d": way.d, "rate": way.rate}).split("; "):
            written, _, words = assignment.partition(" = ")
            if written in vectors:
                found |= {f"{written}_{name}": named(words, own[name]) for name in names}
            else:
                found[written] = tidy(words)
    formula = put_in(optimizer.formula, {"d": way.d, "rate": way.rate})
    found |= {name: named(formula, own[name]) for name in names}
    if course is not None and course.after is not None:
        found |= {name: tidy(words) for name, words in course.after.equations}
    if clock.has_clock(rules):
        found[clock.T] = clock.RULE
    return found
