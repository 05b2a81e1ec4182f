"""Under desk/. A verb is a created thing: a signature, a contact, a hand-over."""

from django.urls import URLPattern, path

from luodi.desk import (
    case_urls,
    edition_urls,
    licence_urls,
    meeting_urls,
    project_file_urls,
    project_urls,
    round_urls,
    site_urls,
    work_urls,
)
from luodi.desk.views import (
    back_plan,
    brief,
    entry,
    facts,
    listing,
    matches,
    matter,
    notices,
    succession,
    supply,
    supply_files,
    supply_imports,
    today,
)

app_name = "desk"


def act(noun: str, name: str) -> URLPattern:
    return path(f"enquiries/<str:number>/{noun}/", matter.act, {"name": name}, name=name)


def offer_act(noun: str, name: str) -> URLPattern:
    return path(f"offers/<str:number>/{noun}/", supply.act, {"name": name}, name=f"offer_{name}")


def match_act(noun: str, name: str) -> URLPattern:
    return path(
        f"enquiries/<str:number>/offers/<str:offer_number>/{noun}/", matches.act, {"name": name}, name=f"match_{name}"
    )


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
    act("project", "conversion"),
    act("rest", "rest"),
    act("attachments", "attachment"),
    act("finding", "finding"),
    act("remedies", "remedy"),
    act("owner", "owner"),
    path("enquiries/<str:number>/offers/", matches.matches, name="matches"),
    path("enquiries/<str:number>/lists/", matches.lists, name="lists"),
    path(
        "enquiries/<str:number>/offers/<str:offer_number>/judgements/",
        matches.judgements,
        name="judgements",
    ),
    match_act("refusal", "unfit"),
    match_act("introduction", "introduction"),
    match_act("visit", "visit"),
    path("offers/<str:number>/introductions/<int:pk>/answer/", matches.answers, name="introduction_answer"),
    path("offers/", supply.offers, name="offers"),
    path("offers/new/", supply.new, name="offer_entry"),
    path("offers/export/", supply.export, name="offers_export"),
    path("offers/confirmations/", supply.confirmations, name="offer_confirmations"),
    path("offers/imports/", supply_imports.imports, name="offer_imports"),
    path("offers/imports/template/", supply_imports.template, name="offer_import_template"),
    path("offers/imports/<int:pk>/", supply_imports.one, name="offer_import"),
    path("offers/imports/<int:pk>/columns/", supply_imports.columns, name="offer_import_columns"),
    path("offers/imports/<int:pk>/importing/", supply_imports.importing, name="offer_importing"),
    path("offers/imports/<int:pk>/removal/", supply_imports.removal, name="offer_import_removal"),
    path("offers/imports/<int:pk>/book/", supply_imports.book, name="offer_import_book"),
    path("offers/<str:number>/", supply.one, name="offer"),
    path("offers/<str:number>/changes/", supply.changes, name="offer_changes"),
    path("offers/<str:number>/photos/", supply_files.photos, name="offer_photos"),
    path("offers/<str:number>/photos/order/", supply_files.photo_order, name="offer_photo_order"),
    path("offers/<str:number>/photos/<int:pk>/removal/", supply_files.photo_removal, name="offer_photo_removal"),
    path("offers/<str:number>/attachments/<uuid:token>/", supply_files.paper, name="offer_attachment"),
    offer_act("confirmation", "confirmation"),
    offer_act("reopening", "reopening"),
    offer_act("reservation", "reservation"),
    offer_act("letting", "letting"),
    offer_act("withdrawal", "withdrawal"),
    offer_act("visibility", "visibility"),
    offer_act("owner", "owner"),
    offer_act("attachments", "paper"),
    path("brief/", brief.brief, name="brief"),
    path("clashes/", brief.clashes, name="clashes"),
    path("clashes/<int:pk>/", brief.clash, name="clash"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="notices_reading"),
    path("notices/<int:pk>/reading/", notices.read_one, name="notice_reading"),
    *case_urls.urlpatterns,
    *licence_urls.urlpatterns,
    *project_file_urls.urlpatterns,  # before a project's number
    *site_urls.urlpatterns,
    *project_urls.urlpatterns,
    *round_urls.urlpatterns,
    path("projects/<str:number>/back-plan/", back_plan.back_plan, name="back_plan"),
    *work_urls.urlpatterns,
    *meeting_urls.urlpatterns,
    *edition_urls.urlpatterns,
    path("posts/<int:pk>/succession/", succession.succession, name="succession"),
]
