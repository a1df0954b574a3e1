"""bpviz: a debugger for backpropagation. Any moment of training, any number, and why it is that number."""

from bpviz.datasets import Data
from bpviz.errors import BpvizError
from bpviz.training.check import gradient_check
from bpviz.training.experiment import Experiment
from bpviz.training.trainer import Trainer

__all__ = ["BpvizError", "Data", "Experiment", "Trainer", "gradient_check"]
