"""Signing in and out, the second factor, and staff. Only the allauth pages we use exist."""

from allauth.account import views as account
from allauth.decorators import rate_limit
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from accounts import views
from accounts.devices.views import managing, own_pin, picking
from accounts.doors import own_keys, proves, public

change_password = rate_limit(action="change_password")(account.password_change)

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-in/second-step/", public(mfa.authenticate), name="mfa_authenticate"),
    path("me/again/", proves(account.reauthenticate), name="account_reauthenticate"),
    path("me/again/code/", proves(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("me/password/", own_keys(change_password), name="account_change_password"),
    path("me/second-step/", own_keys(mfa.index), name="mfa_index"),
    path("me/second-step/set-up/", own_keys(totp.activate_totp), name="mfa_activate_totp"),
    path("me/second-step/remove/", own_keys(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "me/second-step/codes/", own_keys(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "me/second-step/codes/new/",
        own_keys(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/second-step/codes/download/",
        own_keys(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("sign-in/who/", picking.device_picker, name="device_picker"),
    path("change-worker/", picking.change_worker, name="change_worker"),
    path("me/here/", picking.still_here, name="still_here"),
    path("me/pin/", own_pin.set_pin, name="set_pin"),
    path("me/pin/remove/", own_pin.remove_pin, name="remove_pin"),
    path("devices/", managing.devices, name="devices"),
    path("devices/enrol/", managing.enrol_device, name="enrol_device"),
    path("devices/<uuid:device_id>/", managing.rename_device, name="rename_device"),
    path("devices/<uuid:device_id>/lost/", managing.lose_device, name="lose_device"),
    path("me/drafts/keep/", views.keep_draft, name="keep_draft"),
    path("me/drafts/<uuid:draft_id>/discard/", views.discard_draft, name="discard_draft"),
    path("staff/", views.staff, name="staff"),
    path("staff/add/", views.add_staff, name="add_staff"),
    path("staff/<uuid:user_id>/", views.member_of_staff, name="member_of_staff"),
    path("staff/<uuid:user_id>/posts/add/", views.give_post, name="give_post"),
    path("staff/<uuid:user_id>/posts/<uuid:post_id>/end/", views.end_post, name="end_post"),
    path("staff/<uuid:user_id>/password/", views.one_time_password, name="one_time_password"),
    path("staff/<uuid:user_id>/second-step/", views.remove_second_step, name="remove_second_step"),
]
