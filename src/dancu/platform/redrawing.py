"""Draw a stranger's picture anew as JPEG, upright, with nothing left but its pixels. To be called in a process apart."""

import io
from collections.abc import Sequence

from PIL import Image, ImageOps


def upright(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture at most `side` wide and high, as its camera was held, on white where it is transparent."""
    turned = ImageOps.exif_transpose(small(picture, side))
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    paper = Image.new("RGB", turned.size, "white")
    over = turned.convert("RGBA")
    paper.paste(over, mask=over)
    return paper


def small(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture at most `side` wide and high, in colours or grey of eight bits."""
    match picture.mode:
        case "1":
            picture = picture.convert("L")
        case "P" | "PA":
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        case "I;16" | "I;16L" | "I;16B" | "I":  # grey of which a screen shows the higher half
            picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        case "F":
            picture = picture.convert("L")
    picture.thumbnail((side, side))
    return picture


def jpegs(page: Image.Image, sides: Sequence[int]) -> list[bytes]:
    """Return a drawn page as JPEG in each of these sizes, the largest first."""
    return [_jpeg(small(page, side)) for side in sides]


def _jpeg(picture: Image.Image) -> bytes:
    picture.info.clear()  # comments and profiles would be written along
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
