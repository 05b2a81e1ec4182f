from django.urls import path

from luodi.accounts.views import account, lock, security, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second_factor"),
    path("sign-in/enrolment/", security.enrolment, name="enrolment"),
    path("sign-in/passkey/", sign_in.passkey, name="passkey"),
    path("sign-in/passkey/challenges/", sign_in.passkey_challenge, name="passkey_challenge"),
    path("sign-in/as/", sign_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("lock/", lock.lock, name="lock"),
    path("unlock/", lock.unlock, name="unlock"),
    path("presence/", lock.presence, name="presence"),
    path("account/", account.account, name="account"),
    path("account/data/", account.own_data, name="own_data"),
    path("account/consents/<int:pk>/withdrawals/", account.consent_withdrawal, name="consent_withdrawal"),
    path("account/confirmation/", security.confirmation, name="confirmation"),
    path("account/password/", security.password, name="password"),
    path("account/pin/", security.pin, name="pin"),
    path("account/totp/", security.totp, name="totp"),
    path("account/passkeys/", security.passkeys, name="passkeys"),
    path("account/passkeys/challenges/", security.new_passkey_challenge, name="new_passkey_challenge"),
    path("account/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path("account/factors/<int:pk>/removals/", security.factor_removal, name="factor_removal"),
]
