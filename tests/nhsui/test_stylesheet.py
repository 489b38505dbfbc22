"""What `npm run build` made: our face by day and by night, small, and from no other host."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

BUILT = Path(settings.BASE_DIR, "build/static")

TEXT = 4.5  # WCAG 1.4.3
EDGE = 3.0  # WCAG 1.4.11

PAIRS = [
    *[("ink", back, TEXT) for back in ("paper", "surface", "rail", "field", "look", "look-pale")],
    *[("ink", f"{tone}-pale", TEXT) for tone in ("brand", "good", "danger", "now")],
    *[("ink-soft", back, TEXT) for back in ("paper", "surface", "rail")],
    *[("link", back, TEXT) for back in ("paper", "surface", "brand-pale", "quiet-hover")],
    *[(f"link-{state}", "surface", TEXT) for state in ("visited", "hover", "active")],
    *[("on-fill", fill, TEXT) for fill in ("brand", "good", "danger", "danger-hover")],
    *[("on-fill", f"button{state}", TEXT) for state in ("", "-hover", "-active")],
    *[(tone, back, TEXT) for tone in ("danger", "now", "good") for back in ("paper", "surface")],
    *[(tone, f"{tone}-pale", TEXT) for tone in ("danger", "now", "good")],
    ("focus-ink", "focus", TEXT),
    ("field-line", "field", EDGE),
    ("field-line", "paper", EDGE),
    ("line-strong", "paper", EDGE),
]


@pytest.fixture(scope="module")
def css() -> str:
    return (BUILT / "dscr.css").read_text()


def theme(css: str, selector: str) -> dict[str, str]:
    """The colours that one rule sets, by role."""
    rule = css.split(selector + "{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", rule))


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("selector", [":root", ":root[data-theme=dark]"])
def test_words_can_be_read_by_day_and_by_night(css: str, selector: str) -> None:
    colours = theme(css, selector)

    faint = {
        (front, back): round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }

    assert not faint


def test_the_night_is_the_same_by_device_and_by_choice(css: str) -> None:
    assert theme(css, ":root[data-theme=dark]") == theme(css, ":root:not([data-theme=light])")


def test_paper_is_always_light(css: str) -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in css
    assert "@media screen{:root[data-theme=dark]" in css


def test_every_colour_is_a_role(css: str) -> None:
    rules = css.split("@font-face", 1)[1]

    assert set(re.findall(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)", rules)) == set()


def test_every_role_is_used(css: str) -> None:
    assert [role for role in theme(css, ":root") if f"var(--{role})" not in css] == []


def test_nothing_of_the_nhs_brand_is_left(css: str) -> None:
    assert not re.search("frutiger|005eb8|003087", css, re.IGNORECASE)


def test_everything_comes_from_our_own_server(css: str) -> None:
    named = re.findall(r'url\("?([^")]+)"?\)', css)

    assert named
    assert [name for name in named if not (BUILT / name).exists()] == []


def test_the_script_names_no_map_that_is_not_there() -> None:
    assert "sourceMappingURL" not in (BUILT / "nhsuk-frontend.min.js").read_text()


def test_a_first_visit_is_light() -> None:
    files = ["dscr.css", "dscr.js", "nhsuk-frontend.min.js"]
    compressed = sum(len(gzip.compress((BUILT / name).read_bytes())) for name in files)
    typeface = sum((BUILT / f"fonts/{name}.woff2").stat().st_size for name in ("regular", "bold"))

    assert compressed + typeface < 80_000
