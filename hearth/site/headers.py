"""Headers that Django does not send: what a page may ask of the machine, and whose pages may use what is here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing here listens, pays or tracks, and one page takes pictures. Passkeys are the one power that others use.
_POWERS = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(f"{power}=()" for power in _POWERS) + (
    ", publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
_QR_CODE_PAGE = "mfa_activate_totp"
_CAMERA_PAGE = "profile:photo"


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers to every answer. It stands inside the CSP's middleware, whose policy one page widens."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        camera = "camera=(self)" if page == _CAMERA_PAGE else "camera=()"
        response.headers.setdefault("Permissions-Policy", PERMISSIONS.replace("camera=()", camera))
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if page == _QR_CODE_PAGE:
            # allauth draws the picture for the authenticator app into the page itself.
            response._csp_update = {"img-src": ["data:"]}  # type: ignore[attr-defined]
        return response

    return respond
