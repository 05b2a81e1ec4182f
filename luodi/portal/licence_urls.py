"""Licences and mandates in the portal."""

from django.urls import path

from luodi.portal.views import mandates, verify, wallet

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("verify/status-list/", verify.status_list, name="status_list"),
    path("verify/offline/", verify.offline_verifier, name="offline_verifier"),
    # As it stands in a printed code, in capitals (approvals.licences.claims).
    path("V/<path:code>", verify.verify_code, name="verify_code"),
    path("mine/licences/", wallet.licences, name="own_licences"),
    path("mine/licences/<uuid:token>/", wallet.licence, name="own_licence"),
    path("mine/licences/<uuid:token>/file/", wallet.file, name="own_licence_file"),
    path("mine/licences/<uuid:token>/credential/", wallet.credential_file, name="own_licence_credential"),
    path("mine/licences/<uuid:token>/objections/", wallet.objections, name="licence_objections"),
    path("mine/mandates/", mandates.mandates, name="mandates"),
    path("mine/mandates/<int:pk>/evidence/", mandates.evidence, name="mandate_evidence"),
    path("mine/mandates/<int:pk>/revocation/", mandates.revocation, name="mandate_revocation"),
]
