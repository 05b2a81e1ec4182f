"""Under desk/. A verb is a created thing: a signature, a contact, a hand-over."""

from django.urls import URLPattern, path

from luodi.desk.views import brief, entry, facts, listing, matter, notices, succession, today

app_name = "desk"


def act(noun: str, name: str) -> URLPattern:
    return path(f"enquiries/<str:number>/{noun}/", matter.act, {"name": name}, name=name)


urlpatterns = [
    path("", today.today, name="today"),
    path("today/rows/", today.rows, name="today_rows"),
    path("signatures/", today.signatures, name="signatures"),
    path("enquiries/", listing.enquiries, name="enquiries"),
    path("enquiries/new/", entry.entry, name="entry"),
    path("enquiries/export/", listing.export, name="export"),
    path("enquiries/filters/", listing.keep, name="filters"),
    path("enquiries/filters/<int:pk>/removal/", listing.drop, name="filter_removal"),
    path("enquiries/<str:number>/", matter.matter, name="matter"),
    path("enquiries/<str:number>/attachments/<uuid:token>/", matter.attachment, name="paper"),
    path("enquiries/<str:number>/facts/<str:code>/", facts.fact, name="fact"),
    act("signature", "signature"),
    act("contacts", "contact"),
    act("messages", "message"),
    act("notes", "note"),
    act("handovers", "handover"),
    act("handover/acceptance", "acceptance"),
    act("handover/return", "return"),
    act("handover/ruling", "ruling"),
    act("verdict", "verdict"),
    act("next-step", "next_step"),
    act("rest", "rest"),
    act("attachments", "attachment"),
    act("finding", "finding"),
    act("remedies", "remedy"),
    act("owner", "owner"),
    path("brief/", brief.brief, name="brief"),
    path("clashes/", brief.clashes, name="clashes"),
    path("clashes/<int:pk>/", brief.clash, name="clash"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="notices_reading"),
    path("notices/<int:pk>/reading/", notices.read_one, name="notice_reading"),
    path("posts/<int:pk>/succession/", succession.succession, name="succession"),
]
