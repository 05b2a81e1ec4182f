"""The two indexes of the watch process: what can be had, and what is being asked. Pages open neither."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from luodi.text.search.encoders import Encoder, EncoderChanged, EncoderMissing, NoEncoder, checked_encoder
from luodi.text.search.index import Busy, Index
from luodi.text.search.segmenting import segmenter

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Indexes:
    offers: Index
    enquiries: Index

    def close(self) -> None:
        self.offers.close()
        self.enquiries.close()


def open_indexes(folder: Path) -> Indexes | None:
    """None while another process of this machine writes them."""
    encoder, engine, cut = _encoder(), settings.SEARCH_ENGINE, segmenter(settings.SEARCH_DICTIONARY)
    offers = None
    try:
        offers = Index(folder / "offers", encoder, writable=True, engine=engine, cut=cut)
        return Indexes(offers, Index(folder / "enquiries", encoder, writable=True, engine=engine, cut=cut))
    except Busy:
        if offers is not None:
            offers.close()
        return None


@cache
def _encoder() -> Encoder:
    """The one of the settings, or words alone where it is absent or no longer what it was."""
    try:
        return checked_encoder(settings.SEARCH_ENCODER)
    except (EncoderMissing, EncoderChanged) as trouble:
        logger.warning("matching goes by words alone: the encoder %s is missing or changed", trouble)
        return NoEncoder()
