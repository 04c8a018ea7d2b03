"""Read the text out of a PDF that typst made: enough to say what a reader, or a screen reader, would find in it."""

import re
import zlib


def text_of_pdf(content: bytes) -> str:
    """Give the text of all pages, by each font's own table of letters (ToUnicode); words are parted by blanks."""
    objects = _objects(content)
    fonts = {number: _letters(objects, body) for number, body in objects.items() if b"/ToUnicode" in body}
    found = []
    for body in objects.values():
        if b"/Type /Page\n" in body or re.search(rb"/Type\s*/Page\b(?!s)", body):
            found.append(_page(objects, fonts, body))
    return " ".join(" ".join(found).split())


def _page(objects: dict[int, bytes], fonts: dict[int, dict[int, str]], page: bytes) -> str:
    named = {}
    for name, number in re.findall(rb"/([A-Za-z]+\d+)\s+(\d+) 0 R", _resources(objects, page)):
        if int(number) in fonts:
            named[name] = fonts[int(number)]
    contents = re.search(rb"/Contents\s+(\d+) 0 R", page)
    assert contents
    stream = _stream(objects[int(contents[1])])
    letters: dict[int, str] = {}
    words = []
    # A text may hold parentheses that are paired, unescaped: two deep is more than a font of ours makes.
    inner = rb"(?:\\.|[^\\()]|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))*"
    token = rb"/([A-Za-z]+\d+)\s+[\d.]+\s+Tf|(\(" + inner + rb"\)|<[0-9A-Fa-f]*>)|(\bET\b)"
    for font, shown, end in re.findall(token, stream, re.DOTALL):
        if font:
            letters = named.get(font, {})
        elif end:
            words.append("\n")
        else:
            codes = _codes(shown)
            words.append("".join(letters.get(code, "") for code in codes))
    return "".join(words)


def _resources(objects: dict[int, bytes], page: bytes) -> bytes:
    at = re.search(rb"/Resources\s+(\d+) 0 R", page)
    held = objects[int(at[1])] if at else page
    fonts = re.search(rb"/Font\s+(\d+) 0 R", held)
    return objects[int(fonts[1])] if fonts else held


def _codes(shown: bytes) -> list[int]:
    if shown[:1] == b"<":
        raw = bytes.fromhex(shown[1:-1].decode())
    else:
        escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

        def plain(found: re.Match[bytes]) -> bytes:
            if found[1].isdigit():
                return bytes([int(found[1], 8) & 255])
            return escapes.get(found[1], found[1])

        raw = re.sub(rb"\\([0-7]{1,3}|.)", plain, shown[1:-1], flags=re.DOTALL)
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw) - 1, 2)]


def _letters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    at = re.search(rb"/ToUnicode\s+(\d+) 0 R", font)
    assert at
    table = _stream(objects[int(at[1])])
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            start = int(letter, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(start + offset)
    return found


def _objects(content: bytes) -> dict[int, bytes]:
    found = {
        int(number): body
        for number, body in re.findall(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", content, re.DOTALL)
    }
    for body in list(found.values()):
        if b"/ObjStm" in body:
            found |= _packed(body)
    return found


def _packed(body: bytes) -> dict[int, bytes]:
    first = re.search(rb"/First\s+(\d+)", body)
    assert first
    held = _stream(body)
    start = int(first[1])
    numbers = [int(word) for word in held[:start].split()]
    places = list(zip(numbers[::2], numbers[1::2], strict=True))
    ends = [place for _number, place in places[1:]] + [len(held) - start]
    return {
        number: held[start + place : start + end] for (number, place), end in zip(places, ends, strict=True)
    }


def _stream(body: bytes) -> bytes:
    raw = body.split(b"stream\n", 1)[-1] if b"stream\r\n" not in body else body.split(b"stream\r\n", 1)[-1]
    raw = raw.rsplit(b"endstream", 1)[0]
    return zlib.decompressobj().decompress(raw) if b"/FlateDecode" in body else raw
