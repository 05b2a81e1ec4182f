from django.urls import path

from luodi.portal.views import acting, applying, home, notices, own, own_account, signing, telling

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("status/", home.status, name="status"),
    path("apply/", applying.apply, name="apply"),
    path("apply/reading/", applying.reading, name="reading"),
    path("apply/papers/", applying.intakes, name="intakes"),
    path("apply/later/", applying.later, name="later"),
    path("apply/later/<str:token>/", applying.saved, name="saved"),
    path("apply/<str:number>/code/", applying.code, name="code"),
    path("apply/<str:number>/codes/", applying.codes, name="codes"),
    path("apply/<str:number>/receipt/", applying.receipt, name="receipt"),
    path("me/sign-in/", signing.sign_in, name="sign_in"),
    path("me/sign-in/code/", signing.sign_in_code, name="sign_in_code"),
    path("me/contact/", own_account.contact, name="contact"),
    path("me/contact/code/", own_account.contact_code, name="contact_code"),
    path("me/erasure/", own_account.erasure, name="erasure"),
    path("matters/<str:number>/", own.lead, name="lead"),
    path("mine/", own.mine, name="mine"),
    path("mine/notices/", notices.notices, name="notices"),
    path("mine/<str:number>/", own.matter, name="matter"),
    path("mine/<str:number>/latest/", own.latest, name="latest"),
    path("mine/<str:number>/messages/", acting.messages_sent, name="messages"),
    path("mine/<str:number>/attachments/", acting.attachments, name="attachments"),
    path("mine/<str:number>/attachments/<uuid:token>/", own.paper, name="attachment"),
    path("mine/<str:number>/contacts/<int:contact>/confirmations/", acting.confirmations, name="confirmations"),
    path("mine/<str:number>/contacts/<int:contact>/denials/", acting.denials, name="denials"),
    path("mine/<str:number>/answers/", telling.answers, name="answers"),
    path("mine/<str:number>/facts/<str:code>/", telling.fact, name="fact"),
    path("mine/<str:number>/colleagues/", acting.colleagues, name="colleagues"),
    path("mine/<str:number>/ratings/", acting.ratings, name="ratings"),
    path("mine/<str:number>/withdrawal/", acting.withdrawal, name="withdrawal"),
]
