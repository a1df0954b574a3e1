"""Writes a run down as a Jupyter notebook: the parts of its script as cells, with words between them."""

from __future__ import annotations

import json
import re
from typing import Any

from bpviz.training.script import parts_of
from bpviz.training.story import Story
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer


def notebook_of(source: Trainer | Timeline | Story, iterations: int) -> str:
    """The notebook (nbformat 4.5, JSON, no outputs) of what ``script_of`` writes as a script; the same errors."""
    cells: list[dict[str, Any]] = []
    for number, part in enumerate(parts_of(source, iterations)):
        head = "#" if number == 0 else "##"
        cells.append(_cell("markdown", number, f"{head} {_prose(part.title)}\n\n{_prose(part.text)}".strip()))
        cells.append(_cell("code", number, part.code))
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, number: int, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"part-{number}-{kind}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _prose(text: str) -> str:
    """Plain text as Markdown that shows it as it is: names may come from a file."""
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", text)
