"""Log lines hold no personal data: where a failure happened and what kind it was, never the values in it."""

import logging
import traceback
from types import TracebackType


class PlainFormatter(logging.Formatter):
    """One line per record; of an exception the places and the types, and its message only when debugging.

    A database error quotes the row it refused ("Key (ssn)=..."), so its text does not belong in a log.
    """

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self.with_messages = with_messages

    def formatException(  # noqa: N802 (the name is logging's)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The exception's trace, as the class says."""
        problem = ei[1]
        if self.with_messages or problem is None:
            return super().formatException(ei)
        lines: list[str] = []
        while problem is not None:
            frames = traceback.extract_tb(problem.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(f"{type(problem).__module__}.{type(problem).__qualname__}")
            problem = problem.__cause__ or problem.__context__
        return "\n".join(lines)
