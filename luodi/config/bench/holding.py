"""What a process holds that has the product, an encoder and an index: FOLDER ENCODER ENGINE. Prints megabytes."""

import os
import sys
from pathlib import Path

import django

from luodi.text.search.encoders import checked_encoder
from luodi.text.search.index import Index

ASKED = "冻品企业找冷库", "光伏找屋顶", "算力中心要双回路供电", "标准厂房五千平"


def main(folder: str, encoder_name: str, engine: str) -> None:
    """Bare, with the encoder, with the index after some questions; and how much of the last are pages of files."""
    django.setup()
    bare = resident()
    encoder = checked_encoder(encoder_name)
    loaded, files = resident(), of_files()
    index = Index(Path(folder), encoder, writable=True, engine=engine)
    for text in ASKED:
        index.payloads(hit.key for hit in index.by_words(text, 300))
        index.by_meaning([text, *ASKED], 300)
    print(bare, loaded, resident(), of_files() - files)


def resident() -> float:
    return _pages(1)


def of_files() -> float:
    return _pages(2)


def _pages(column: int) -> float:
    """Megabytes. Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[column])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
