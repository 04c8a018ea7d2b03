import json
import re
from pathlib import Path

from hearth.site.environment import CHECKOUT
from hearth.site.parts import main


def document(folder: Path) -> dict:  # type: ignore[type-arg]
    assert main(["--out", str(folder / "sbom.json")]) == 0
    return json.loads((folder / "sbom.json").read_text())  # type: ignore[no-any-return]


def test_every_pinned_package_is_named_with_its_version_and_hashes(tmp_path: Path) -> None:
    pins = (CHECKOUT / "requirements" / "app.txt").read_text()
    pinned = set(re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==([^ \\;]+)", pins, re.MULTILINE))
    lock = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    shipped = {
        (name.removeprefix("node_modules/"), one["version"])
        for name, one in lock.items()
        if name and not one.get("dev")
    }
    told = document(tmp_path)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    named = {("/".join(filter(None, [p.get("group"), p["name"]])), p["version"]) for p in told["components"]}
    assert named == pinned | shipped
    assert len(pinned) > 30
    assert all(part["hashes"] and part["purl"].startswith("pkg:") for part in told["components"])


def test_what_only_development_uses_is_not_a_part(tmp_path: Path) -> None:
    assert not {"pytest", "axe-core", "ruff"} & {part["name"] for part in document(tmp_path)["components"]}
