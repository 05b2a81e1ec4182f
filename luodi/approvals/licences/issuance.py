"""The step in which a result comes into being: with a licence, or with a letter where the service has none."""

from datetime import date, datetime

from luodi.approvals.letters import letter
from luodi.approvals.licences.making import Fields, hand_on, make_licence, older_of, replace_older, rows_of_kind
from luodi.approvals.models import Delivery, Item, Letter, Licence
from luodi.approvals.steps import turn
from luodi.directory.models import Post
from luodi.duties.clocks import Clocks
from luodi.ledger.acts import Act
from luodi.ledger.models import Event


def issue_step(
    a: Act,
    item: Item,
    *,
    at: datetime,
    post: Post,
    clocks: Clocks | None = None,
    fields: Fields | None = None,
    replaces: str = "",
    older: Licence | None = None,
    until: date | None = None,
) -> tuple[Licence | None, list[Event]]:
    """Ends the issue clock. The events are for `close`, which files what waited for this result.

    `older` is the licence it takes the place of, `replaces` its number. Raises Refused.
    """
    assert item.duty is not None
    clocks = clocks or Clocks(item.duty)
    clocks.stop("issue", happened_at=at)
    licence, rows = None, []
    if item.version.result_kind_id:
        rows = rows_of_kind(item)
        older = older or older_of(item, rows, replaces)
        licence = make_licence(item, at=at, fields=fields, older=older, until=until)
    made = {"licence": licence.number} if licence else {}
    event = turn(a, item, "issued", clocks=clocks, happened_at=at, post=post, columns={"issued_at": at}, **made)
    if item.case.delivery.get("kind", Delivery.Kind.ELECTRONIC) == Delivery.Kind.ELECTRONIC:
        # Delivered as soon as the watch has drawn it.
        Delivery.objects.create(item=item, kind=Delivery.Kind.ELECTRONIC, sent_at=at, sent_by=post, recorded_at=a.now)
    if licence is None:
        letter(item, Letter.Kind.APPROVAL, at=at, post=post, result=item.version.result_name)
        return None, [event]
    hand_on(item, rows, licence, at)
    own = a.draft(f"licence:{licence.number}", "issued", happened_at=at, item=event.subject, kind=licence.kind.code)
    return licence, [event, own, *replace_older(a, older, licence)]
