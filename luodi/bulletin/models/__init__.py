"""Editions: what was published, and its errata."""

from luodi.bulletin.models.edition import Edition, EditionFile, EditionLine, Erratum, LineCorrection, RankingLeave

__all__ = ["Edition", "EditionFile", "EditionLine", "Erratum", "LineCorrection", "RankingLeave"]
