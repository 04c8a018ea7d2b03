"""What is imported and exported: HUD's sample, and an export of any size by our generator, made once."""

from pathlib import Path

from hearth.demo.generator import Plan, generate

HERE = Path(__file__).parent
CACHE = HERE / "cache"
SAMPLE = HERE.parents[1] / "shared" / "oracles" / "lsa_sample"
SAMPLE_ENROLLMENTS = 16_494
NAMES = ("sample", "x20")


class NoInput(Exception):
    """An input is not on this machine; the message is one line that says which."""


def input_named(name: str) -> Path:
    """Give the zip of an input, making it when it is not there yet. Raises NoInput."""
    CACHE.mkdir(exist_ok=True)
    if name == "sample":
        return _sample()
    times = int(name.removeprefix("x"))
    target = CACHE / f"generated-{name}.zip"
    if not target.exists():
        draft = target.with_suffix(".draft.zip")
        generate(Plan(enrollments=times * SAMPLE_ENROLLMENTS, seed=1), draft)
        draft.rename(target)
    return target


def _sample() -> Path:
    zips = sorted(SAMPLE.glob("*.zip"))
    if not zips:
        raise NoInput(f"HUD's sample is not here: {SAMPLE} has no zip.")
    return zips[0]
