"""What runs in the process apart (`photos.keep`): a picture on the standard input is drawn anew, small.

It answers with the JPEG, or with nothing where the file is no picture that is taken. Nothing of Django is loaded here.
"""

import io
import sys

from PIL import Image, UnidentifiedImageError

from dancu.platform import apart, redrawing

SIDE = 480
_PIXELS = 50_000_000


def main() -> None:
    """Answer for the file on the standard input."""
    apart.confine()
    try:
        sys.stdout.buffer.write(redraw(sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(apart.TOO_DEMANDING)


def redraw(content: bytes) -> bytes:
    """Return a JPEG or PNG drawn anew, or nothing for what is neither, or too large to be opened."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > _PIXELS:
                return b""
            picture.draft("RGB", (SIDE, SIDE))  # a JPEG unpacks to what is needed, no more
            (drawn,) = redrawing.jpegs(redrawing.upright(picture, SIDE), [SIDE])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return drawn


if __name__ == "__main__":
    main()
