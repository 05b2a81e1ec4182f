"""A living demo city: real territories, invented people and companies, a clock that is true today."""
