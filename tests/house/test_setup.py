"""The command that starts bpviz from a checkout: what it does and says on machines that lack something.

Python, apt-get and the rest are stand-ins, so that nothing is fetched and nothing of this machine is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

# Stands in for Python: it notes what is asked of it, and answers as the files beside the notes say.
PYTHON = """#!/bin/sh
case "$*" in
    *ctypes*) echo "3.11 $(cksum <"@ROOT@/pyproject.toml" | tr -d ' ') tests"; cat "@STATE@/missing" 2>/dev/null ;;
    *version_info*) ;;
    *"import ensurepip"*) [ ! -e "@STATE@/no-venv" ] ;;
    *"-m venv"*) echo venv >>"@STATE@/calls"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    *"pip install"*) echo pip >>"@STATE@/calls"
        [ ! -e "@STATE@/offline" ] || { echo "WARNING: Retrying after NewConnectionError"; exit 1; } ;;
    *"import PySide6"*) ;;
    *"-m bpviz"*) shift 3; for word; do echo "<$word>"; done; pwd ;;
    *) echo "unexpected: $*" >>"@STATE@/calls"; exit 9 ;;
esac
"""
APT_GET = """#!/bin/sh
for action; do case $action in install | update) break ;; esac; done
echo "apt-get $action" >>"@STATE@/calls"
[ "$action" = install ] || touch "@STATE@/lists"
[ -e "@STATE@/lists" ] || exit 100
rm -f "@STATE@/missing" "@STATE@/no-venv"
"""
GL = "libGL.so.1=libgl1\n"


@dataclass
class Machine:
    """A checkout of the commands alone, in a folder with spaces in its name, on a machine of stand-ins."""

    folder: Path
    checkout: Path
    user: int = 1000
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def build(cls, folder: Path, project: Path) -> Machine:
        machine = cls(folder, folder / "a clone of it")
        (machine.checkout / "resources").mkdir(parents=True)
        for name in ("setup.sh", "run"):
            shutil.copy(project / "resources" / name, machine.checkout / "resources")
        (machine.checkout / "pyproject.toml").write_text("one", encoding="utf-8")
        (folder / "elsewhere").mkdir()
        machine.put("python3", PYTHON)
        machine.put("apt-get", APT_GET)
        machine.put("id", '#!/bin/sh\necho "$USER_ID"\n')
        machine.put("sudo", "#!/bin/sh\nexit 1\n")
        machine.put("uname", "#!/bin/sh\necho Linux\n")
        return machine

    def put(self, name: str, script: str) -> None:
        """Put a program into the path; @STATE@ and @ROOT@ in it become this machine's folder and the checkout."""
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        text = script.replace("@STATE@", str(self.folder)).replace("@ROOT@", str(self.checkout))
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def set(self, name: str, text: str = "") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def start(self, *words: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["sh", str(self.checkout / "resources" / "run"), *words],
            cwd=self.folder / "elsewhere",
            env={"PATH": path, "USER_ID": str(self.user), **self.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self) -> list[str]:
        """What was asked of the stand-ins since the last look."""
        path = self.folder / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path, checkout: Path) -> Machine:
    return Machine.build(tmp_path, checkout)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """A machine where bpviz was started once."""
    assert machine.start().returncode == 0
    machine.calls()
    return machine


def test_the_first_start_makes_the_environment_and_starts_the_program(machine: Machine) -> None:
    done = machine.start("train", "two words", "")
    assert machine.calls() == ["venv", "pip"]
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["<train>", "<two words>", "<>", str(machine.folder / "elsewhere")]


def test_the_second_start_does_nothing_more(ready: Machine) -> None:
    done = ready.start("list")
    assert (ready.calls(), done.stderr) == ([], "")
    assert done.stdout.startswith("<list>")


def test_a_changed_project_is_installed_again(ready: Machine) -> None:
    (ready.checkout / "pyproject.toml").write_text("two", encoding="utf-8")
    ready.start()
    assert ready.calls() == ["pip"]


def test_an_interrupted_set_up_is_made_anew(ready: Machine) -> None:
    (ready.checkout / ".venv" / "setup.started").touch()
    ready.start()
    assert ready.calls() == ["venv", "pip"]
    ready.start()
    assert ready.calls() == []


def test_a_moved_checkout_is_made_anew(ready: Machine) -> None:
    moved = ready.folder / "moved"
    ready.checkout.rename(moved)
    ready.checkout.mkdir()
    shutil.copy(moved / "pyproject.toml", ready.checkout)  # for the stand-in, which knows one path
    ready.checkout = moved
    ready.start()
    assert ready.calls() == ["venv", "pip"]


def test_a_python_that_does_not_run_is_made_anew(ready: Machine) -> None:
    (ready.checkout / ".venv" / "bin" / "python").unlink()
    done = ready.start()
    assert ready.calls() == ["venv", "pip"]
    assert "making it anew" in done.stderr


def test_an_environment_made_by_hand_is_used(machine: Machine) -> None:
    pip = machine.checkout / ".venv" / "lib" / "python3.11" / "site-packages" / "pip"
    pip.mkdir(parents=True)
    (machine.checkout / ".venv" / "bin").mkdir()
    shutil.copy(machine.folder / "bin" / "python3", machine.checkout / ".venv" / "bin" / "python")
    machine.start()
    assert machine.calls() == ["pip"]
    assert pip.is_dir()


def test_the_administrator_gets_the_libraries_and_one_line(machine: Machine) -> None:
    machine.user = 0
    machine.set("missing", GL)
    done = machine.start()
    assert done.returncode == 0
    assert machine.calls() == ["apt-get install", "apt-get update", "apt-get install", "venv", "pip"]
    assert [line for line in done.stderr.splitlines() if "libgl1" in line] == [
        "bpviz: installed the system packages that were missing, with apt-get: libgl1"
    ]


def test_libraries_that_went_missing_are_noticed_at_a_later_start(ready: Machine) -> None:
    ready.user = 0
    ready.set("missing", GL)
    assert ready.start().returncode == 0
    assert ready.calls() == ["apt-get install", "apt-get update", "apt-get install"]


def test_others_get_one_line_to_run_with_all_that_is_missing(machine: Machine) -> None:
    machine.set("missing", GL)
    machine.set("no-venv")
    done = machine.start()
    assert done.returncode == 1
    assert machine.calls() == []
    line = "sudo apt-get install -y --no-install-recommends python3-venv libgl1"
    assert done.stderr.splitlines()[-1].endswith(line)


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.put("sudo", '#!/bin/sh\nshift; exec "$@"\n')
    machine.set("missing", GL)
    machine.set("lists")
    assert machine.start().returncode == 0
    assert machine.calls() == ["apt-get install", "venv", "pip"]


def test_a_missing_venv_module_is_installed(machine: Machine) -> None:
    machine.user = 0
    machine.set("no-venv")
    machine.set("lists")
    assert machine.start().returncode == 0
    assert machine.calls() == ["apt-get install", "venv", "pip"]


def test_without_a_network_one_sentence_says_so_and_the_next_start_goes_on(machine: Machine) -> None:
    machine.set("offline")
    done = machine.start()
    assert done.returncode == 1
    assert "connect to a network" in done.stderr.splitlines()[-1]
    (machine.folder / "offline").unlink()
    assert machine.start().returncode == 0


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
    ids=["no display", "display", "offscreen"],
)
def test_a_display_asks_for_its_libraries(machine: Machine, environment: dict[str, str], wanted: bool) -> None:
    """The stand-in is told what to look for as its arguments."""
    asked = machine.folder / "asked"
    machine.put("python3", PYTHON.replace("#!/bin/sh", f"#!/bin/sh\necho \"$*\" >>'{asked}'"))
    machine.environment = environment
    machine.start()
    assert "libGL.so.1" in asked.read_text(encoding="utf-8")
    assert ("libxcb-cursor.so.0" in asked.read_text(encoding="utf-8")) == wanted
