"""Who comes to a counter: his account by his telephone, his company by its code. Naming one makes nobody its member."""

from django.utils.translation import gettext as _

from luodi.accounts.actions.codes import investor_for
from luodi.accounts.models import User
from luodi.companies.actions import company_from
from luodi.companies.models import Company
from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused, act


def register(
    *, viewer: Viewer, phone: str = "", name: str = "", firm: str = "", uscc: str = ""
) -> tuple[User | None, Company | None]:
    """The applicant and the company of a case begun at a counter; either may be nobody. `phone` is canonical.

    An account made here opens to nobody but who answers a code sent to that telephone. Raises Refused elsewhere.
    """
    if not any(post.role == Post.Role.COUNTER for post in viewer.posts):
        raise Refused(_("只有综合窗口可以为到场的申请人登记。"))
    with act(viewer.code) as a:
        known = User.objects.investor_with(phone) if phone else None
        applicant = known or (investor_for(contact=phone, name=name.strip(), now=a.now) if phone else None)
        company = company_from(name=firm, uscc=uscc, now=a.now)
        if applicant is not None and known is None:
            a.record(applicant.code, "registered", post=viewer.posts[0].pk)
        return applicant, company
