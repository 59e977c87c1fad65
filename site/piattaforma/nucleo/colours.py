"""The owner's two colours: checked for contrast, and the tones derived from them. Pure."""

import colorsys
import hashlib

#: WCAG contrast a colour of text needs on white.
MIN_CONTRAST = 4.5
#: Contrast that the strong tone reaches on white.
STRONG_CONTRAST = 9.0
#: Degrees of hue under which the two colours would stop meaning two things.
MIN_HUE_DISTANCE = 30.0

RGB = tuple[float, float, float]


class ColourRefused(ValueError):
    """A colour that would make text unreadable; `field` names the setting, the message the figure."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_pair(main: str, law: str) -> None:
    """Raise `ColourRefused` if a colour is too pale or the two are too near in hue."""
    for field, colour in (("colore_principale", main), ("colore_norme", law)):
        contrast = contrast_on_white(_rgb(colour))
        if contrast < MIN_CONTRAST:
            raise ColourRefused(
                field,
                f"Il contrasto con il bianco è {_it(contrast)}: ne servono almeno "
                f"{_it(MIN_CONTRAST)}. Scegli un tono più scuro.",
            )
    distance = hue_distance(main, law)
    if distance < MIN_HUE_DISTANCE:
        raise ColourRefused(
            "colore_norme",
            f"I due colori distano {_it(distance)} gradi di tinta: ne servono almeno "
            f"{MIN_HUE_DISTANCE:.0f}, o non si distinguono più.",
        )


def owner_stylesheet(main: str, law: str) -> str:
    """The five custom properties that replace the defaults of the style sheet."""
    primary, rubric = _rgb(main), _rgb(law)
    return (
        f":root{{--primary:{_hex(primary)};--primary-strong:{_hex(_strong(primary))};"
        f"--primary-tint:{_hex(_tint(primary))};--law:{_hex(rubric)};"
        f"--law-tint:{_hex(_tint(rubric))}}}\n"
    )


def fingerprint(main: str, law: str) -> str:
    """The hash in the style sheet's name."""
    return hashlib.sha256(owner_stylesheet(main, law).encode()).hexdigest()[:12]


def contrast_on_white(colour: RGB) -> float:
    """WCAG 2 contrast ratio with white, 1 to 21."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return 1.05 / (luminance + 0.05)


def hue_distance(one: str, other: str) -> float:
    """Degrees between two hues, 0 to 180."""
    hues = [colorsys.rgb_to_hsv(*_rgb(colour))[0] * 360 for colour in (one, other)]
    gap = abs(hues[0] - hues[1])
    return min(gap, 360 - gap)


def _strong(colour: RGB) -> RGB:
    """Darker until it reaches STRONG_CONTRAST on white."""
    while contrast_on_white(colour) < STRONG_CONTRAST:
        colour = (colour[0] * 0.96, colour[1] * 0.96, colour[2] * 0.96)
    return colour


def _tint(colour: RGB) -> RGB:
    """8 % of the colour on white."""
    red, green, blue = (1 - 0.08 * (1 - channel) for channel in colour)
    return red, green, blue


def _rgb(text: str) -> RGB:
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(colour: RGB) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour)


def _it(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
