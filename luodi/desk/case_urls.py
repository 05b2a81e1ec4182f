"""Under desk/: items, cases, the general window, status lists of an upper level's system."""

from django.urls import URLPattern, path

from luodi.desk.views import cases, counter, items, statuses


def item_act(noun: str, name: str) -> URLPattern:
    return path(f"items/<str:number>/{noun}/", items.act, {"name": name}, name=f"item_{name}")


def filling(part: str) -> URLPattern:
    return path(f"counter/<str:number>/{part}/", counter.filling, {"part": part}, name=f"counter_{part}")


urlpatterns = [
    path("items/", items.items, name="items"),
    path("items/<str:number>/", items.one, name="item"),
    path("items/<str:number>/judgements/", items.judgement, name="item_judgement"),
    path("items/<str:number>/papers/<uuid:token>/", items.paper, name="item_paper"),
    item_act("acceptance", "acceptance"),
    item_act("supplements", "supplement"),
    item_act("non-acceptance", "non_acceptance"),
    item_act("pauses", "pause"),
    item_act("resumption", "resumption"),
    item_act("extension", "extension"),
    item_act("owner", "owner"),
    item_act("approval", "approval"),
    item_act("refusal", "refusal"),
    item_act("issuing", "issuing"),
    item_act("sending", "sending"),
    item_act("tracking", "tracking"),
    item_act("receipt", "receipt"),
    item_act("voiding", "voiding"),
    item_act("appeal", "appeal"),
    path("cases/", cases.cases, name="cases"),
    path("cases/statuses/", statuses.imports, name="status_imports"),
    path("cases/statuses/template/", statuses.template, name="status_template"),
    path("cases/statuses/<int:pk>/", statuses.one, name="status_import"),
    path("cases/statuses/<int:pk>/importing/", statuses.importing, name="status_importing"),
    path("cases/statuses/<int:pk>/removal/", statuses.removal, name="status_removal"),
    path("cases/<str:number>/", cases.one, name="case"),
    path("cases/<str:number>/extension/", cases.act, {"name": "extension"}, name="case_extension"),
    path("cases/<str:number>/papers/<uuid:token>/", cases.paper, name="case_paper"),
    path("cases/<str:number>/letters/<uuid:token>/", cases.letter, name="letter"),
    path("counter/", counter.counter, name="counter"),
    path("counter/new/", counter.new, name="counter_new"),
    path("counter/continuations/", counter.taking_up, name="counter_taking_up"),
    path("counter/<str:number>/", counter.one, name="counter_case"),
    filling("questions"),
    filling("form"),
    filling("delivery"),
    path("counter/<str:number>/scans/", counter.scans, name="counter_scans"),
    path("counter/<str:number>/sorting/", counter.sorting, name="counter_sorting"),
    path("counter/<str:number>/removal/", counter.removal, name="counter_removal"),
    path("counter/<str:number>/licences/", counter.licence, name="counter_licence"),
    path("counter/<str:number>/filing/", counter.filed, name="counter_filing"),
    path("counter/<str:number>/supplements/<str:item>/", counter.supplement, name="counter_supplement"),
]
