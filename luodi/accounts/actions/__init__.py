"""The verbs of accounts. A *step* runs inside the caller's transaction; an *act* opens its own."""

from luodi.accounts.actions.closing import close_account
from luodi.accounts.actions.codes import check_code, investor_for, make_code, use_code
from luodi.accounts.actions.consents import adopt_consents, give_consent, withdraw_consent
from luodi.accounts.actions.own_account import (
    add_passkey,
    add_totp,
    correct_contact,
    correct_name,
    put_contact,
    put_password,
    remove_factor,
    renew_recovery_codes,
    reset_factors,
    set_password,
    set_pin,
)
from luodi.accounts.actions.sign_in import (
    check_passkey,
    check_password,
    check_pin,
    check_second_factor,
    note_sign_in,
    note_sign_out,
)
from luodi.accounts.actions.throttling import sweep_throttles, throttle

__all__ = [
    "add_passkey",
    "add_totp",
    "adopt_consents",
    "check_code",
    "check_passkey",
    "check_password",
    "check_pin",
    "check_second_factor",
    "close_account",
    "correct_contact",
    "correct_name",
    "give_consent",
    "investor_for",
    "make_code",
    "note_sign_in",
    "note_sign_out",
    "put_contact",
    "put_password",
    "remove_factor",
    "renew_recovery_codes",
    "reset_factors",
    "set_password",
    "set_pin",
    "sweep_throttles",
    "throttle",
    "use_code",
    "withdraw_consent",
]
