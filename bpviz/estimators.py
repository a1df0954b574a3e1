"""scikit-learn estimators over the same engine: what ``fit`` trains is the very run that ``debug()`` opens."""

from __future__ import annotations

import numbers
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, MultiOutputMixin, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from bpviz.datasets import OWN, Table
from bpviz.datasets.data import one_hot
from bpviz.engine.network import Store
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.experiment import Experiment
from bpviz.training.session import session_of
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from bpviz.training.session import Session

Array = NDArray[np.float64]

BATCH, MEMORY = 200, 64 * 2**20
"""Rows of a mini-batch at most where ``batch_size`` is "auto", as in scikit-learn; bytes that the past may take."""


class _Backprop(BaseEstimator):  # type: ignore[misc]
    """What both have in common; the words are those of scikit-learn's MLPClassifier where it has one.

    ``hidden_layer_sizes``: units of each hidden layer, or one number. ``activation``: a key of bpviz's activations
    ("logistic" is "sigmoid"), or one for each hidden layer. ``solver``: a key of its optimizers, whose numbers
    ``solver_options`` gives ("sgd" is the plain one; "momentum" and "nesterov" have ``momentum``). ``alpha``: the loss
    has alpha / 2 * sum W^2 / rows added, where rows are those of a whole batch. ``batch_size`` "auto": min(200, rows).
    ``max_iter``: epochs at the most. Training stops where the loss has not been better by ``tol`` for
    ``n_iter_no_change`` epochs: the training loss, or with ``early_stopping`` that of a share
    ``validation_fraction`` of the rows, which are held out. ``random_state``: a whole number is the run's seed.
    ``warm_start``: ``fit`` begins with the weights that it found the last time, and the solver remembers nothing.
    """

    _table: Any

    def __init__(
        self,
        hidden_layer_sizes: Any = (100,),
        activation: Any = "relu",
        *,
        solver: str = "adam",
        solver_options: dict[str, float] | None = None,
        alpha: float = 0.0001,
        batch_size: int | str | None = "auto",
        learning_rate_init: float = 0.001,
        max_iter: int = 200,
        random_state: Any = None,
        tol: float = 1e-4,
        n_iter_no_change: int = 10,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        initializer: str = "xavier_uniform",
        batch_norm: bool = False,
        dropout: float = 0.0,
        warm_start: bool = False,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.solver_options = solver_options
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state
        self.tol = tol
        self.n_iter_no_change = n_iter_no_change
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.initializer = initializer
        self.batch_norm = batch_norm
        self.dropout = dropout
        self.warm_start = warm_start

    # -- what a run leaves -----------------------------------------------------------------------------------------

    @property
    def timeline_(self) -> Timeline:
        """The run with its past; moving in it moves the weights that ``predict`` uses."""
        self._check_there()
        timeline: Timeline = self._timeline
        return timeline

    def debug(self) -> None:
        """Open the window on this training, with its past; returns when it is closed.

        BpvizError where there is no display. A training that diverged can be looked at too.
        """
        from bpviz.debugging import show

        show(session_of(self.timeline_))

    def _check_there(self) -> None:
        if not hasattr(self, "_timeline"):
            check_is_fitted(self)

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        if "_timeline" in state:  # its calls are bound to buffers, which are made anew from what is kept of the run
            session = session_of(state["_timeline"])
            branch = replace(session.branch, pins=dict(session.branch.pins), rates=dict(session.branch.rates))
            state["_timeline"] = replace(session, branch=branch)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        session: Session | None = state.get("_timeline")
        super().__setstate__(state)
        if session is not None:
            self._timeline = session.timeline(limit=MEMORY)

    # -- training --------------------------------------------------------------------------------------------------

    def _experiment(self, rows: int, loss: str) -> Experiment:
        sizes = self.hidden_layer_sizes
        hidden = (sizes,) if isinstance(sizes, numbers.Integral) else tuple(sizes)
        keys = (self.activation,) if isinstance(self.activation, str) else tuple(self.activation)
        keys = tuple("sigmoid" if key == "logistic" else key for key in keys)
        size = min(BATCH, rows) if self.batch_size == "auto" else self.batch_size
        size = rows if size is None else min(_plain(size), rows)
        if isinstance(self.random_state, numbers.Integral):
            seed = int(self.random_state)
        else:
            seed = int(check_random_state(self.random_state).randint(2**31))
        if not (isinstance(self.max_iter, numbers.Integral) and self.max_iter >= 1):
            whole = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number from 1.")
            raise BpvizError(whole, "max_iter", self.max_iter)
        return Experiment(
            dataset=OWN.key,
            scaling="none",
            test_size=float(self.validation_fraction) if self.early_stopping else 0,
            hidden=tuple(_plain(units) for units in hidden),
            activation=keys[0] if len(keys) == 1 and len(hidden) != 1 else keys if hidden else "identity",
            loss=loss,
            l2=self.alpha / size if size else 0.0,
            optimizer=self.solver,
            optimizer_options=self.solver_options or {},
            learning_rate=_plain(self.learning_rate_init),
            batch_size=size,
            early_stopping=_plain(self.n_iter_no_change),
            min_delta=_plain(self.tol),
            initializer=self.initializer,
            batch_norm=self.batch_norm,
            dropout=_plain(self.dropout),
            seed=seed,
        )

    def _goes_on(self, partly: bool) -> bool:
        """Whether a training begins with what the last one has found."""
        if partly and self.early_stopping:
            states = QT_TRANSLATE_NOOP("Error", "partial_fit does not support early_stopping: each call is one epoch.")
            raise BpvizError(states)
        return (partly or bool(self.warm_start)) and hasattr(self, "coefs_")

    def _train(self, table: Table, loss: str, goes_on: bool, partly: bool) -> None:
        """Train up to ``max_iter`` epochs, or (``partly``) one."""
        rows = len(table.x)
        held_out = round(self.validation_fraction * rows) if self.early_stopping else 0
        trainer = Trainer(self._experiment(rows - held_out, loss), table)
        if goes_on:
            trainer.begin_with(_taken_over(self._timeline.trainer, trainer, partly))
        self._timeline = Timeline(trainer, limit=MEMORY)
        trainer.run((1 if partly else int(self.max_iter)) * trainer.iterations_per_epoch)
        if (gone := trainer.divergence) is not None:
            raise DivergedError(gone.iteration, gone.op, gone.tensor, gone.reason)
        layers = range(1, trainer.network.n_layers + 1)
        values = trainer.parameters()
        self.coefs_ = [values[f"W{layer}"] for layer in layers]
        self.intercepts_ = [values[f"b{layer}"] for layer in layers]
        self.n_layers_, self.n_outputs_ = len(layers) + 1, trainer.network.n_outputs
        self.out_activation_ = trainer.network.activations[-1]
        self.n_iter_ = trainer.epoch
        losses = trainer.history.view().losses
        means = losses.reshape(-1, trainer.iterations_per_epoch).mean(axis=1).tolist()
        self.loss_curve_: list[float] = [*self.loss_curve_, *means] if goes_on and partly else means
        self.loss_ = self.loss_curve_[-1]
        if not partly and trainer.early_stop is None and self.n_iter_ == self.max_iter:
            words = f"Training ended after max_iter={self.max_iter} epochs, before its loss stood still."
            warnings.warn(words, ConvergenceWarning, stacklevel=4)

    def _names(self, columns: int) -> tuple[str, ...]:
        given = getattr(self, "feature_names_in_", None)
        return tuple(f"x{i + 1}" for i in range(columns)) if given is None else tuple(map(str, given))

    def _outputs(self, X: ArrayLike) -> Array:
        check_is_fitted(self)
        return self.timeline_.trainer.predict(validate_data(self, X, dtype=np.float64, reset=False))


class BackpropClassifier(ClassifierMixin, _Backprop):  # type: ignore[misc]
    __doc__ = f"""A net that classifies: softmax and cross-entropy, for two classes one sigmoid.

    {(_Backprop.__doc__ or "").partition(chr(10))[2].strip()}

    Fitted: ``classes_``, ``coefs_`` (n_in x n_out), ``intercepts_``, ``n_iter_`` (epochs), ``loss_curve_`` (the mean
    of each epoch's batches, before their updates), ``timeline_`` (the run).
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train from new weights on. DivergedError where numbers are no longer finite; ``debug()`` shows it then."""
        return self._fit(X, y, None, partly=False)

    def partial_fit(self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None = None) -> Self:
        """One epoch on these rows, which goes on where the last call or ``fit`` ended, solver and all. ``classes``: all
        that will ever come; the first call needs them. ``timeline_`` is the run of this call."""
        return self._fit(X, y, classes, partly=True)

    def _fit(self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None, partly: bool) -> Self:
        goes_on = self._goes_on(partly)
        x, labels = validate_data(self, X, y, dtype=np.float64, reset=not goes_on)
        labels = _column(labels)
        check_classification_targets(labels)
        self.classes_ = self._classes(labels, classes, goes_on, partly)
        n = len(self.classes_)
        targets = one_hot(labels, self.classes_)
        names = tuple(map(str, self.classes_))
        table = Table(
            x,
            targets if n > 2 else targets[:, 1:],
            self._names(x.shape[1]),
            names if n > 2 else names[1:],
            "classification",
            title=type(self).__name__,
        )
        self._train(table, "cross_entropy" if n > 2 else "binary_cross_entropy", goes_on, partly)
        return self

    def _classes(self, labels: NDArray[Any], given: ArrayLike | None, goes_on: bool, partly: bool) -> NDArray[Any]:
        """The classes to tell apart; BpvizError where there are too few, or others than there were."""
        there: NDArray[Any] = np.unique(labels)
        wanted = there if given is None else np.unique(np.asarray(given))
        if partly and not goes_on and given is None:
            missing = QT_TRANSLATE_NOOP("Error", "classes is missing: the first call of partial_fit names all classes.")
            raise BpvizError(missing)
        if goes_on and not (partly and given is None) and not np.array_equal(wanted, self.classes_):
            other = QT_TRANSLATE_NOOP("Error", "The classes are {0}; the net that was trained before tells apart: {1}.")
            raise BpvizError(other, _listed(wanted), _listed(self.classes_))
        found: NDArray[Any] = self.classes_ if goes_on else wanted
        if not np.isin(there, found).all():
            unknown = QT_TRANSLATE_NOOP("Error", "y has the classes {0}; the net tells apart: {1}.")
            raise BpvizError(unknown, _listed(there), _listed(found))
        if len(found) < 2:
            one = QT_TRANSLATE_NOOP("Error", "{0} has one class only ({1}); a classifier needs two or more.")
            raise BpvizError(one, "y", found[0])
        return found

    def predict_proba(self, X: ArrayLike) -> Array:
        """The probability of each of ``classes_``, (rows, classes)."""
        found = self._outputs(X)
        return np.hstack([1.0 - found, found]) if found.shape[1] == 1 else found

    def predict_log_proba(self, X: ArrayLike) -> Array:
        """Their logarithms."""
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The most probable class of each row, (rows,)."""
        probable = self.predict_proba(X).argmax(axis=1)
        found: NDArray[Any] = self.classes_[probable]
        return found


class BackpropRegressor(RegressorMixin, MultiOutputMixin, _Backprop):  # type: ignore[misc]
    __doc__ = f"""A net that learns numbers: half the squared error, the sum over outputs and the mean over rows, whose
    gradient is that of scikit-learn's MLPRegressor.

    {(_Backprop.__doc__ or "").partition(chr(10))[2].strip()}

    Fitted: ``coefs_`` (n_in x n_out), ``intercepts_``, ``n_iter_`` (epochs), ``loss_curve_``, ``timeline_`` (the run).
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train from new weights on; ``y`` (rows,) or (rows, outputs). DivergedError where numbers are no longer
        finite; ``debug()`` shows it then."""
        return self._fit(X, y, partly=False)

    def partial_fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """One epoch on these rows, which goes on where the last call or ``fit`` ended, solver and all. ``timeline_`` is
        the run of this call."""
        return self._fit(X, y, partly=True)

    def _fit(self, X: ArrayLike, y: ArrayLike, partly: bool) -> Self:
        goes_on = self._goes_on(partly)
        reset = not goes_on
        x, targets = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True, reset=reset)
        targets = np.asarray(targets, dtype=np.float64)
        self._one_column = targets.ndim == 1
        columns = targets.reshape(len(x), -1)
        if columns.shape[1] == 1 and not self._one_column:
            columns, self._one_column = _column(targets)[:, None], True
        names = tuple(f"y{i + 1}" for i in range(columns.shape[1]))
        table = Table(x, columns, self._names(x.shape[1]), names, "regression", title=type(self).__name__)
        self._train(table, "half_squared_error", goes_on, partly)
        return self

    def predict(self, X: ArrayLike) -> Array:
        """The outputs, (rows,) or (rows, outputs) as ``y`` was."""
        found = self._outputs(X)
        return found[:, 0] if self._one_column else found


def _column(y: NDArray[Any]) -> NDArray[Any]:
    """y as one row of labels; scikit-learn's own warning where it is a column."""
    from sklearn.utils.validation import column_or_1d

    found: NDArray[Any] = column_or_1d(y, warn=True)
    return found


def _listed(classes: NDArray[Any]) -> str:
    return ", ".join(map(str, classes[:20])) + (" …" if len(classes) > 20 else "")


def _taken_over(former: Trainer, trainer: Trainer, whole: bool) -> Array:
    """The first state of a training that goes on: the numbers of the former one, ``whole`` with all that its solver
    remembers. BpvizError where the nets, or then the solvers, are not alike."""
    there, found = Store(former.network, former.rules), Store(trainer.network, trainer.rules)
    there.vector[...] = former.began.vector
    shapes = [{name: view.shape for name, view in store.views.items()} for store in (there, found)]
    solvers = [each.experiment.optimizer for each in (former, trainer)]
    if shapes[0] != shapes[1] or (whole and (solvers[0] != solvers[1] or len(there.vector) != len(found.vector))):
        other = QT_TRANSLATE_NOOP("Error", "The net that was trained before is {0} with {1}; now it is {2} with {3}.")
        nets = ["-".join(map(str, each.network.sizes)) for each in (former, trainer)]
        raise BpvizError(other, nets[0], solvers[0], nets[1], solvers[1])
    found.vector[...] = there.vector if whole else trainer.first
    found.parameters[...] = there.parameters
    for name in found.running.keys() & there.running.keys():
        found.running[name][...] = there.running[name]
    return found.vector


def _plain(value: Any) -> Any:
    """NumPy's numbers, which searches over parameters give, as Python's."""
    return value.item() if isinstance(value, np.generic) else value
