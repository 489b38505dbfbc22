"""Signing in and out, the second factor, and staff. Only the allauth pages we use exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from accounts import views
from accounts.doors import public, signed_in

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-in/second-step/", public(mfa.authenticate), name="mfa_authenticate"),
    path("me/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("me/again/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("me/password/", signed_in(account.password_change), name="account_change_password"),
    path("me/second-step/", signed_in(mfa.index), name="mfa_index"),
    path("me/second-step/set-up/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("me/second-step/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "me/second-step/codes/",
        signed_in(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/second-step/codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/second-step/codes/download/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("staff/", views.staff, name="staff"),
]
