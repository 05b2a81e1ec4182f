"""Every limit, promise, fee and basis says where it is written. What does not is an example (示例)."""

from collections.abc import Iterator

from luodi.approvals.bundle.catalogue import Catalogue, Service
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.reading import Fault


def is_sample(definition: Definition, catalogue: Catalogue) -> bool:
    """Such a bundle is labelled wherever it is shown and never published outside the demo."""
    return any(_places(definition, catalogue))


def unsourced(definition: Definition, catalogue: Catalogue) -> list[Fault]:
    """One fault for each place without a source, a service that is used twice named once."""
    return [Fault("no_source", place) for place in dict.fromkeys(_places(definition, catalogue))]


def unsourced_of(service: Service) -> list[Fault]:
    return [Fault("no_source", place) for place in _of_service(service)]


def _places(definition: Definition, catalogue: Catalogue) -> Iterator[str]:
    if not definition.limit.source:
        yield "limit"
    for number, item in enumerate(definition.items):
        service = catalogue.services.get(item.service)
        if item.promised_days is not None or service is None:
            yield f"items[{number}].promised_days"
        if service:
            yield from _of_service(service)


def _of_service(service: Service) -> Iterator[str]:
    place = f"services.{service.code}"
    if service.statutory.days is not None and not service.statutory.source:
        yield f"{place}.statutory"
    if not service.promised.source:
        yield f"{place}.promised"
    for special in service.special:
        if not special.source:
            yield f"{place}.special.{special.kind}"
    for fee in service.fees:
        if not fee.source:
            yield f"{place}.fees.{fee.code}"
    if not service.basis:
        yield f"{place}.basis"
    for number, basis in enumerate(service.basis):
        if not basis.source:
            yield f"{place}.basis[{number}]"
