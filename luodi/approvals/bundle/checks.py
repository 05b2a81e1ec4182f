"""What keeps a bundle from being published. Each check gives faults and changes nothing; `words` says them."""

from collections.abc import Iterator, Mapping

from luodi.approvals.bundle.catalogue import Catalogue, Service
from luodi.approvals.bundle.combinations import COMBINATIONS_MOST, TooManyError, tells_apart
from luodi.approvals.bundle.days import nodes
from luodi.approvals.bundle.definition import MATERIAL, Definition, Edge
from luodi.approvals.bundle.graph import Node, cycles
from luodi.approvals.bundle.needs import conditions_of_services
from luodi.approvals.bundle.reading import Fault
from luodi.approvals.bundle.survey import Survey, survey


def publish(definition: Definition, catalogue: Catalogue, found: Survey | None = None) -> list[Fault]:
    """Everything that must be put right first, of a definition that was read without a fault. `found` where the
    definition was surveyed already. Whether it is a sample is another question: `sources`."""
    by_code, faults = nodes(definition, catalogue)
    faults += head_faults(definition, catalogue)
    faults += unasked(definition, catalogue)
    faults += material_edges(definition, catalogue)
    faults += service_faults(definition, catalogue, by_code)
    return [*faults, *shape(definition, catalogue, by_code, found)]


def shape(
    definition: Definition, catalogue: Catalogue, by_code: Mapping[str, Node], found: Survey | None = None
) -> list[Fault]:
    """What is wrong with items, edges and questions whatever services they stand for."""
    faults = [*cycle_faults(definition), *dead_questions(definition, catalogue), *edge_twice(definition)]
    try:
        return [*faults, *survey_faults(definition, found or survey(definition, by_code))]
    except TooManyError as problem:
        return [*faults, too_many(problem)]


def too_many(problem: TooManyError) -> Fault:
    return Fault("too_many", "questions", {"count": problem.count, "most": COMBINATIONS_MOST})


def head_faults(definition: Definition, catalogue: Catalogue) -> Iterator[Fault]:
    for name in ("code", "name", "lead", "subject"):
        if not getattr(definition, name):
            yield Fault("absent", name)
    if definition.limit.days is None:
        yield Fault("absent", "limit.days")
    departments = [("lead", definition.lead), *((f"stages.{one.code}", one.lead) for one in definition.stages)]
    for place, code in departments:
        if code and code not in catalogue.departments:
            yield Fault("department_unknown", place, {"code": code})
    for item in definition.items:
        if not item.service or item.service not in catalogue.services:
            yield Fault("service_unknown", item.code, {"code": item.service})


def cycle_faults(definition: Definition) -> Iterator[Fault]:
    """Of all items at once, so that no answer thought of later closes a circle."""
    for cycle in cycles((item.code for item in definition.items), definition.edges):
        yield Fault("cycle", cycle[0].producer, {"edges": cycle})


def dead_questions(definition: Definition, catalogue: Catalogue) -> Iterator[Fault]:
    """Asked although no item, edge, field, material or fee depends on the answer."""
    services = (when for _, when in conditions_of_services(definition, catalogue))
    conditions = [*definition.conditions, *(line.when for line in definition.fields), *services]
    for question in definition.questions:
        if not tells_apart(question, conditions):
            yield Fault("question_dead", question.code, {"text": question.text})


def unasked(definition: Definition, catalogue: Catalogue) -> Iterator[Fault]:
    """A service's material or fee hangs on a question, or on an answer, that this bundle neither asks nor settles."""
    options = {question.code: {option.code for option in question.options} for question in definition.questions}
    told: set[tuple[str, str]] = set()
    for item, when in conditions_of_services(definition, catalogue):
        for question in when:
            if question in definition.given or (item, question) in told:
                continue
            if question not in options:
                told.add((item, question))
                yield Fault("question_unasked", item, {"code": question})


def edge_twice(definition: Definition) -> Iterator[Fault]:
    seen: set[tuple[str, str, str, str]] = set()
    for number, edge in enumerate(definition.edges):
        key = edge.producer, edge.dependant, edge.kind, edge.material
        if key in seen and not edge.when:
            yield Fault("edge_twice", f"edges[{number}]", _ends(edge))
        seen.add(key)


def material_edges(definition: Definition, catalogue: Catalogue) -> Iterator[Fault]:
    """The producer must issue what the dependant asks for."""
    services = {item.code: catalogue.services.get(item.service) for item in definition.items}
    for number, edge in enumerate(definition.edges):
        if edge.kind != MATERIAL:
            continue
        place = f"edges[{number}]"
        material = catalogue.materials.get(edge.material)
        producer, dependant = services.get(edge.producer), services.get(edge.dependant)
        if material is None:
            yield Fault("material_unknown", place, {"code": edge.material})
            continue
        if producer and (not producer.licence or producer.licence != material.licence):
            yield Fault("not_issued", place, {**_ends(edge), "material": edge.material})
        if dependant and all(one.material != edge.material for one in dependant.requirements):
            yield Fault("not_required", place, {**_ends(edge), "material": edge.material})


def service_faults(definition: Definition, catalogue: Catalogue, by_code: Mapping[str, Node]) -> list[Fault]:
    faults: dict[tuple[str, int], list[Fault]] = {}
    for item in definition.items:
        if service := catalogue.services.get(item.service):
            days = by_code[item.code].promised_days
            faults.setdefault((service.code, days), list(faults_of_service(service, days)))
    return [fault for each in faults.values() for fault in each]


def faults_of_service(service: Service, promised_days: int | None) -> Iterator[Fault]:
    """Of one service with the days it promises here."""
    place = f"services.{service.code}"
    if promised_days is None:
        yield Fault("days_absent", f"{place}.promised", {"code": service.code})
        promised_days = 0
    if service.statutory.days is not None and promised_days > service.statutory.days:
        yield Fault("beyond_statutory", place, {"promised": promised_days, "statutory": service.statutory.days})
    for special in service.special:
        if not special.cap_days:
            yield Fault("special_uncapped", f"{place}.special", {"kind": special.kind})
    for one in service.requirements:
        values = {"material": one.material}
        if one.deferral_days is None:
            continue
        if one.main:
            yield Fault("deferral_main", place, values)
        if not service.tolerance:
            yield Fault("deferral_not_allowed", place, values)
        if one.deferral_days > promised_days:
            yield Fault("deferral_long", place, {**values, "deferral": one.deferral_days, "promised": promised_days})


def survey_faults(definition: Definition, found: Survey) -> Iterator[Fault]:
    """What only shows when every combination of answers is tried."""
    if found.empty is not None:
        yield Fault("nothing_included", "questions", {"answers": found.empty})
    if found.stuck is not None:
        yield Fault("nothing_ready", "questions", {"answers": found.stuck})
    if found.cyclic is not None:
        yield Fault("cycle_met", "questions", {"answers": found.cyclic})
    for number, item in enumerate(definition.items):
        if item.code not in found.reached:
            yield Fault("item_unreachable", f"items[{number}]", {"code": item.code})
    for number, edge in enumerate(definition.edges):
        if number not in found.met:
            yield Fault("edge_never", f"edges[{number}]", _ends(edge))
    limit = definition.limit.days
    if limit is not None and found.longest and found.longest.promised_days > limit:
        yield Fault("beyond_limit", "limit.days", {"days": found.longest.promised_days, "limit": limit})


def _ends(edge: Edge) -> dict[str, str]:
    return {"producer": edge.producer, "dependant": edge.dependant, "kind": edge.kind}
