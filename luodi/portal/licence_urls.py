"""Certificates and mandates in the portal."""

from django.urls import path

from luodi.portal.views import verify

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("verify/status-list/", verify.status_list, name="status_list"),
    path("verify/offline/", verify.offline_verifier, name="offline_verifier"),
    # As it stands in a printed code, in capitals (approvals.licences.claims).
    path("V/<path:code>", verify.verify_code, name="verify_code"),
]
