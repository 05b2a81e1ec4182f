"""Editions: what was published, and its errata."""

from luodi.bulletin.models.edition import Edition, EditionLine, Erratum, LineCorrection, RankingLeave

__all__ = ["Edition", "EditionLine", "Erratum", "LineCorrection", "RankingLeave"]
