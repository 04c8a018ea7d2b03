"""What Hearth is built from, as a CycloneDX document (SBOM): `python -m hearth.site.parts --out sbom.json`.

Made from the pins alone (requirements/app.txt, package-lock.json): what a release contains, not what happens to be
installed here.
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from hearth.site.environment import CHECKOUT

_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_parts(pins: str) -> Iterator[Component]:
    """The packages of a hash-pinned requirements file. Each file of a package has a hash: all of them are named."""
    starts = [*_PIN.finditer(pins)]
    for pin, following in zip(starts, [*starts[1:], None], strict=True):
        block = pins[pin.start() : following.start() if following else None]
        name, version = pin.groups()
        yield Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=version,
            purl=PackageURL("pypi", None, name, version),
            bom_ref=f"pypi:{name}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in _HASH.findall(block)],
        )


def front_end_parts(lock: str) -> Iterator[Component]:
    """The packages of an npm lock that reach a browser; those of development do not."""
    for place, package in json.loads(lock)["packages"].items():
        if not place or package.get("dev"):
            continue
        full = place.removeprefix("node_modules/")
        group, _, name = full.rpartition("/")
        content = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
        yield Component(
            type=ComponentType.LIBRARY,
            name=name,
            group=group or None,
            version=package["version"],
            purl=PackageURL("npm", group or None, name, package["version"]),
            bom_ref=f"npm:{full}",
            hashes=[HashType(alg=HashAlgorithm.SHA_512, content=content)],
        )


def parts() -> Bom:
    """All parts of Hearth as it is checked out, and which of them it asks for by itself."""
    python = [*python_parts((CHECKOUT / "requirements" / "app.txt").read_text("utf-8"))]
    front_end = [*front_end_parts((CHECKOUT / "package-lock.json").read_text("utf-8"))]
    asked = (CHECKOUT / "requirements" / "app.in").read_text("utf-8")
    asked_in_front = json.loads((CHECKOUT / "package.json").read_text("utf-8"))["dependencies"]
    direct = {f"pypi:{name}" for name in re.findall(r"^[a-z0-9-]+", asked, re.MULTILINE)}
    direct |= {f"npm:{name}" for name in asked_in_front}
    hearth = Component(type=ComponentType.APPLICATION, name="hearth", bom_ref="hearth")
    document = Bom(components=[*python, *front_end])
    document.metadata.component = hearth
    document.register_dependency(
        hearth, [one for one in (*python, *front_end) if one.bom_ref.value in direct]
    )
    return document


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the document to a file, or print it."""
    parser = argparse.ArgumentParser(prog="parts", description="Write what Hearth is built from (CycloneDX).")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to; printed without it")
    out = parser.parse_args(arguments).out
    text = JsonV1Dot6(parts()).output_as_string(indent=2) + "\n"
    out.write_text(text, "utf-8") if out else sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
