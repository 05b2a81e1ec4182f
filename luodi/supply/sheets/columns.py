"""Which column of an offer a heading means. No Django."""

from pathlib import Path

from luodi.text.sheets.naming import Names, read_words

# Parts of a title, where a list has none, and what is no column of its own.
PARTS = ("park", "building", "floor")
ASIDE = ("title", "kind", *PARTS, "place", "pair", "state", "serial")
# Column -> headings, the likeliest first: of two that mean the same the earlier one is taken.
WORDS = read_words((Path(__file__).parent / "data/headings.txt").read_text(encoding="utf-8"))
# A heading nobody listed, by how it ends; later than all that are listed.
ENDINGS = (
    ("面积", "area_m2"),
    ("层高", "ceiling_m"),
    ("租金", "price"),
    ("单价", "price"),
    ("电话", "contact"),
    ("地址", "address"),
)
TOLD = "名称、类别、面积、价格"  # to somebody whose list has no known heading
SEVERAL = frozenset({"description"})  # may be read from more than one heading
CHOICES = (*(column for column in WORDS if column != "serial"),)
NAMES = Names(WORDS, endings=ENDINGS, aside=frozenset({"serial"}), several=SEVERAL)
