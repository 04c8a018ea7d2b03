"""A signature drawn on a screen: lines of points, as a picture that holds nothing else.

Kept as points and not as the browser's picture: what a browser sends is numbers that are checked here, and no file of
unknown making reaches a document.
"""

import itertools
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 1200, 400
_MOST_POINTS = 20_000
# Less than this is a touch by mistake, not a name.
_SHORTEST = 60

Point = tuple[float, float]
Strokes = Sequence[Sequence[Point]]


def read_strokes(sent: object, width: float, height: float) -> Strokes:
    """Give what a browser drew on a box of that size, fitted into ours; nothing for what is no drawing."""
    if not (isinstance(sent, list) and 0 < width <= 20_000 and 0 < height <= 20_000):
        return ()
    scale = min(WIDTH / width, HEIGHT / height)
    found = []
    count = 0
    for line in sent:
        points = line.get("points") if isinstance(line, dict) else None
        if not isinstance(points, list):
            return ()
        read = [_point(one, scale) for one in points]
        count += len(read)
        if count > _MOST_POINTS or None in read:
            return ()
        found.append([one for one in read if one])
    return found


def is_drawn(strokes: Strokes) -> bool:
    """Say whether enough was drawn to be a signature."""
    length = 0.0
    for line in strokes:
        for (x, y), (next_x, next_y) in itertools.pairwise(line):
            length += ((next_x - x) ** 2 + (next_y - y) ** 2) ** 0.5
    return length >= _SHORTEST


def as_svg(strokes: Strokes) -> bytes:
    """Give the picture."""
    paths = "".join(f'<path d="{_path(line)}"/>' for line in strokes if line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#000" '
        f'stroke-width="5" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    ).encode()


def _path(line: Iterable[Point]) -> str:
    points = [f"{x:.1f} {y:.1f}" for x, y in line]
    # A dot is a line of no length: drawn by its round ends.
    return f"M{points[0]}L" + "L".join(points[1:] or points[:1])


def _point(sent: object, scale: float) -> Point | None:
    if not isinstance(sent, dict):
        return None
    x, y = sent.get("x"), sent.get("y")
    for value in (x, y):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 100_000:
            return None
    assert isinstance(x, int | float)
    assert isinstance(y, int | float)
    return min(max(x * scale, 0.0), WIDTH), min(max(y * scale, 0.0), HEIGHT)
