"""Addresses of cases; names are the portal's."""

from django.urls import path

from luodi.portal.views import cases, cases_acting, cases_draft

urlpatterns = [
    path("cases/new/<str:code>/", cases_draft.begin, name="case_begin"),
    path("letters/<uuid:token>/", cases.letter, name="letter"),
    path("letters/<uuid:token>/pdf/", cases.letter_pdf, name="letter_pdf"),
    path("mine/cases/<str:number>/", cases.case, name="case"),
    path("mine/cases/<str:number>/latest/", cases.case_latest, name="case_latest"),
    path("mine/cases/<str:number>/questions/", cases_draft.questions, name="case_questions"),
    path("mine/cases/<str:number>/form/", cases_draft.one_form, name="case_form"),
    path("mine/cases/<str:number>/materials/", cases_acting.papers, name="case_materials"),
    path("mine/cases/<str:number>/materials/removal/", cases_acting.paper_removal, name="case_material_removal"),
    path("mine/cases/<str:number>/licences/", cases_acting.licences, name="case_licences"),
    path("mine/cases/<str:number>/delivery/", cases_draft.delivery, name="case_delivery"),
    path("mine/cases/<str:number>/filing/", cases_draft.file, name="case_filing"),
    path("mine/cases/<str:number>/withdrawal/", cases_acting.withdrawal, name="case_withdrawal"),
    path("mine/cases/<str:number>/ratings/", cases_acting.ratings, name="case_ratings"),
    path("mine/items/<str:number>/", cases.case_item, name="case_item"),
    path("mine/items/<str:number>/supplement/", cases_acting.supplement, name="item_supplement"),
    path("mine/items/<str:number>/receipt/", cases_acting.receipt, name="item_receipt"),
    path("mine/items/<str:number>/appeal/", cases_acting.appeal, name="item_appeal"),
    path("mine/items/<str:number>/withdrawal/", cases_acting.item_withdrawal, name="item_withdrawal"),
]
