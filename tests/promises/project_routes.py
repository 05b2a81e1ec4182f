"""The rows of the matrix for key projects, works, meetings and editions; columns as in `routes`."""

#                    anon  rival east  norem coll  owner invst oper  head  city
MATRIX: dict[str, str | tuple[str, ...]] = {
    # the unit's own: others who may read are led back to the project
    "desk:back_plan": (
        "GET  302   404   404   404   200   200   404   404   200   302",
        "POST 302   404   404   404   422   422   404   404   422   302",
    ),
}
