"""Copy the third-party CSS and icons that assets.json lists from node_modules to static/vendor.

Run at set-up, after `npm ci`; standard library only, so it needs no environment:

    python hearth/ui/copy_assets.py

Third-party files are never committed. The icons become one SVG sprite with a symbol per icon, so that a
page names an icon and loads one file, and a strict content security policy has nothing inline to refuse.
"""

import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODE_MODULES = HERE.parents[1] / "node_modules"
VENDOR = HERE / "static" / "vendor"

SVG = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$", re.MULTILINE)
# The policy refuses them; ours could put them out only once it is there, and a busy browser asks for them before.
DATA_IMAGE = re.compile(r"""url\((["'])data:.*?\1\)""")


def sprite(folder: Path, names: list[str]) -> str:
    """One SVG document holding a symbol per icon, `id` being the icon's name.

    Raises FileNotFoundError when the package has no icon of that name.
    """
    symbols = []
    for name in sorted(names):
        match = SVG.search((folder / f"{name}.svg").read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{name}.svg is not an icon this reader understands")
        view_box, drawing = match.groups()
        symbols.append(f'<symbol id="{name}" viewBox="{view_box}">{" ".join(drawing.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def copy_assets(node_modules: Path = NODE_MODULES, vendor: Path = VENDOR) -> list[Path]:
    """Write every asset of assets.json into `vendor` and return the files written."""
    wanted = json.loads((HERE / "assets.json").read_text(encoding="utf-8"))
    vendor.mkdir(parents=True, exist_ok=True)
    written = []
    for source, name in wanted["copy"].items():
        target = vendor / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix in {".css", ".js"}:
            # The source map is not shipped; hashed static storage fails on a reference to a missing file.
            text = SOURCE_MAP.sub("", (node_modules / source).read_text(encoding="utf-8"))
            if target.suffix == ".css":
                text = DATA_IMAGE.sub("none", text)
            target.write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(node_modules / source, target)
        written.append(target)
    icons = vendor / "icons.svg"
    icons.write_text(sprite(node_modules / wanted["icons_from"], wanted["icons"]), encoding="utf-8")
    return [*written, icons]


if __name__ == "__main__":
    try:
        copy_assets()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is missing: run npm ci first.")
