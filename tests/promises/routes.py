"""Who may do what at which address. Every address of the URLconf stands here or the matrix fails.

A row is a method and the answer for each column of `scene.ROLES`. 302 without a session leads to the sign-in
page; a row out of reach is a 404 as if it were not there.
"""

#            anon  rival east  noremit coll owner investor operator
OPEN = "GET  200   200   200   200   200   200   200   200"

MATRIX: dict[str, str | tuple[str, ...]] = {}
