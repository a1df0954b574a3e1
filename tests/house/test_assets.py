"""The top-level resources are found from a checkout, and from a wheel installed elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from bpviz.assets import asset, assets

ASK = "from bpviz.assets import asset; print(asset('fonts', 'OFL.txt').resolve())"


def test_a_checkout_uses_its_own_folder(checkout: Path) -> None:
    assert assets() == checkout / "resources"
    assert asset("fonts", "OFL.txt").is_file()


def test_a_wheel_uses_the_copy_inside(tmp_path: Path, checkout: Path, python: str) -> None:
    """The layout of a wheel: ``bpviz/resources`` beside the modules, nothing of the checkout around it."""
    (tmp_path / "bpviz").mkdir()
    (tmp_path / "bpviz" / "__init__.py").touch()
    shutil.copy(checkout / "bpviz" / "assets.py", tmp_path / "bpviz")
    shutil.copytree(checkout / "resources" / "fonts", tmp_path / "bpviz" / "resources" / "fonts")
    found = subprocess.run([python, "-c", ASK], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True)
    assert Path(found.stdout.strip()) == tmp_path / "bpviz" / "resources" / "fonts" / "OFL.txt"


def test_each_font_has_its_licence() -> None:
    fonts = {path.name for path in assets().joinpath("fonts").iterdir() if path.suffix in {".ttf", ".otf"}}
    licences = "".join(path.read_text(encoding="utf-8") for path in assets().joinpath("fonts").glob("*.txt"))
    assert fonts
    assert {name for name in fonts if name not in licences} == set()
    for needed in ("SIL OPEN FONT LICENSE", "Bitstream Vera Fonts Copyright", "Arev Fonts Copyright"):
        assert needed in licences
