"""Give a kept file to a browser: as a file to save, never as a page of ours (ASV-06)."""

from typing import IO, Any

from django.http import FileResponse


def served(kept: Any, content: IO[bytes]) -> FileResponse:
    """Answer with a kept file. Even opened in the browser it may run nothing and lead nowhere."""
    answer = FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.media_type)
    answer["Content-Length"] = str(kept.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
