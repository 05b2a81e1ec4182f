"""Under desk/: licences, licences nobody applied for, agents and their mandates."""

from django.urls import URLPattern, path

from luodi.desk.views import agents, licences, proposals


def licence_act(name: str) -> URLPattern:
    return path(f"licences/<str:number>/{name}/", licences.act, {"name": name}, name=f"licence_{name}")


urlpatterns = [
    path("licences/", licences.licences, name="licences"),
    path("licences/<str:number>/", licences.one, name="licence"),
    path("licences/<str:number>/file/", licences.file, name="licence_file"),
    path("licences/<str:number>/replacement/", licences.replacement, name="licence_replacement"),
    *(licence_act(name) for name in licences.ACTS),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/confirmation/", proposals.confirmation, name="proposal_confirmation"),
    path("proposals/<int:pk>/refusal/", proposals.refusal, name="proposal_refusal"),
    path("proposals/<int:pk>/answer/", proposals.answer, name="proposal_answer"),
    path("agents/", agents.agents, name="agents"),
    path("mandates/", agents.mandates, name="mandates"),
    path("mandates/<int:pk>/evidence/", agents.evidence, name="mandate_evidence"),
]
