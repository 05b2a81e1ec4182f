"""A living demo city: real territories, invented people and firms, a clock that is true today."""
