"""The rows of the matrix for key projects, works, meetings and editions; columns as in `routes`."""

MATRIX: dict[str, str | tuple[str, ...]] = {}
