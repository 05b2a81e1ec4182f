"""Finding by words with tantivy, which knows no Chinese and gets its words cut."""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import tantivy
from tantivy import FieldType, Occur, Query

from luodi.text.search.documents import NUMBERS, Hit, Limits
from luodi.text.search.store import Texts
from luodi.text.search.words import WEIGHTS, Cut

HEAP = 20_000_000  # bytes that the writer keeps before it writes a segment; tantivy takes no less than 15 million
UNKNOWN = "?"  # stands in for a kind or a district that was not said


class TantivyWords:
    def __init__(self, folder: Path, writable: bool) -> None:
        """Raises ValueError where a reader finds no index."""
        self._schema = _schema()
        self.fresh = not (folder.is_dir() and tantivy.Index.exists(str(folder)))
        if writable:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, str(folder))
        else:
            self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._writer = self._index.writer(HEAP, 1) if writable else None
        self.refresh()

    def take_in(self, documents: Iterable[Texts], cut: Cut) -> None:
        assert self._writer is not None
        for one in documents:
            self._writer.delete_documents_by_term("key", one.key)
            if not one.gone:
                self._writer.add_document(_document(one, cut))
        self._writer.commit()
        self.refresh()

    def clear(self) -> None:
        assert self._writer is not None
        self._writer.delete_all_documents()
        self._writer.commit()
        self.refresh()

    def refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, words: list[str], limit: int, limits: Limits) -> list[Hit]:
        if not words:
            return []
        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, word, "freq"), weight))
            for word in dict.fromkeys(words)
            for field, weight in WEIGHTS.items()
        ]
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), *self._kept_to(limits)])
        found = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _score, address in found])
        return [Hit(int(key or 0), float(score)) for key, (score, _address) in zip(keys, found, strict=True)]

    def _kept_to(self, limits: Limits) -> list[tuple[Occur, Query]]:
        """Known facts that are wrong keep a document out, and change no score."""
        kept = [
            (Occur.Must, Query.const_score_query(Query.term_set_query(self._schema, field, [*named, UNKNOWN]), 0.0))
            for field, named in (("kind", limits.kinds), ("district", limits.districts))
            if named
        ]
        if limits.not_kinds:
            kept.append((Occur.MustNot, Query.term_set_query(self._schema, "kind", list(limits.not_kinds))))
        for name, low in limits.at_least.items():
            below = Query.range_query(self._schema, name, FieldType.Float, upper_bound=low, include_upper=False)
            kept.append((Occur.MustNot, below))
        for name, high in limits.at_most.items():
            above = Query.range_query(self._schema, name, FieldType.Float, lower_bound=high, include_lower=False)
            kept.append((Occur.MustNot, above))
        return kept

    def close(self) -> None:
        """Gives the folder's lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", indexed=True, fast=True)
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in ("kind", "district"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_float_field(name, fast=True)
    return builder.build()


def _document(one: Texts, cut: Cut) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("key", one.key)
    for field, text in (("title", one.title), ("tags", one.tags), ("body", one.body)):
        document.add_text(field, " ".join(cut(text)))
    document.add_text("kind", one.kind or UNKNOWN)
    for district in json.loads(one.districts) if one.districts else (UNKNOWN,):
        document.add_text("district", district)
    for name, number in zip(NUMBERS, np.frombuffer(one.numbers, np.float32).tolist(), strict=True):
        if number == number:
            document.add_float(name, number)
    return document


open_words = TantivyWords
