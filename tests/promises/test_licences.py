"""Every package that production installs has a licence on this list."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tests.promises.tree import ROOT

ALLOWED = (
    *("MIT", "MIT-0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Apache", "ISC", "0BSD"),
    *("PSF", "PSF-2.0", "Python", "MPL-2.0", "MPL", "Unlicense", "HPND", "MIT-CMU"),
    "OFL-1.1",  # fonts
    # Used unmodified and only as installed packages, so that a city may replace them.
    *("LGPL-3.0-only", "LGPL-3.0", "LGPL"),
)
NAMES = re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
LONG_NAMES = {
    "GNU Lesser General Public License v3": "LGPL-3.0",
    "Mozilla Public License 2.0": "MPL-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF",
    "ISC License": "ISC",
}


def licences_of(name: str) -> set[str]:
    """The identifiers of the package's own words, from the most to the least exact of its three fields."""
    metadata = distribution(name).metadata
    if expression := metadata.get("License-Expression"):
        return set(re.findall(r"[\w.-]+", expression)) - {"OR", "AND", "WITH"}
    classified = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    words = " ".join(classified) or metadata.get("License", "")
    found = {short for long, short in LONG_NAMES.items() if long in words}
    return found or set(re.findall(r"[\w.-]+", words.split("\n")[0]))


@pytest.mark.parametrize("name", NAMES)
def test_the_licence_is_allowed(name):
    try:
        licences = licences_of(name)
    except PackageNotFoundError:
        pytest.skip("pinned for another platform")
    assert licences, "the package does not say"
    assert licences & set(ALLOWED)
    assert not any(licence.startswith(("GPL", "AGPL", "SSPL")) for licence in licences)
