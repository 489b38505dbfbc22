"""The secured way to the Spine, against a real server with certificates made here."""

import ssl

import pytest

from gpconnect import tls
from gpconnect.errors import Blocked, GpConnectError
from tests.gpconnect.certificates import Authority, a_secure_practice
from tests.gpconnect.test_client import get_record


@pytest.fixture
def spine_authority(tmp_path):
    return Authority(tmp_path, "spine-authority")


@pytest.fixture
def ours(spine_authority, settings):
    """Settings with our certificate, from those who vouch for the Spine's as well."""
    settings.DEMONSTRATION = True
    settings.GP_CONNECT_SDS_URL = settings.GP_CONNECT_PDS_URL = "http://127.0.0.1:9"
    settings.GP_CONNECT_SECONDS = 3
    settings.GP_CONNECT_CA_FILE = spine_authority.file
    settings.GP_CONNECT_CERTIFICATE_FILE, settings.GP_CONNECT_KEY_FILE = (
        spine_authority.vouches_for("us")
    )
    return settings


def failure_at(address, settings):
    settings.GP_CONNECT_PROXY_URL = address
    with pytest.raises(GpConnectError) as raised:
        get_record()
    return raised.value.code


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_practice_that_wants_a_certificate_is_shown_ours(ours, spine_authority, version):
    with a_secure_practice(spine_authority, most=version) as address:
        ours.GP_CONNECT_PROXY_URL = address

        assert b"Bundle" in get_record()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_without_our_certificate_we_are_refused(ours, spine_authority, version):
    ours.GP_CONNECT_CERTIFICATE_FILE = ours.GP_CONNECT_KEY_FILE = ""

    with a_secure_practice(spine_authority, most=version) as address:
        assert failure_at(address, ours) == "INSECURE"


def test_a_certificate_from_somebody_else_is_refused(ours, spine_authority, tmp_path):
    stranger = Authority(tmp_path, "stranger")
    ours.GP_CONNECT_CERTIFICATE_FILE, ours.GP_CONNECT_KEY_FILE = stranger.vouches_for("us-too")

    with a_secure_practice(spine_authority) as address:
        assert failure_at(address, ours) == "INSECURE"


def test_a_practice_that_somebody_else_vouches_for_is_told_nothing(ours, tmp_path):
    with a_secure_practice(Authority(tmp_path, "impostor")) as address:
        assert failure_at(address, ours) == "INSECURE"


def test_the_usual_authorities_do_not_vouch_for_the_spine_of_a_test(ours, spine_authority):
    ours.GP_CONNECT_CA_FILE = ""

    with a_secure_practice(spine_authority) as address:
        assert failure_at(address, ours) == "INSECURE"


def test_nothing_older_than_tls_1_2_and_no_other_cipher_is_spoken(ours):
    for context in (tls.towards_the_spine(), tls.towards_the_internet()):
        older = [each for each in context.get_ciphers() if each["protocol"] != "TLSv1.3"]

        assert context.minimum_version == ssl.TLSVersion.TLSv1_2
        assert context.verify_mode == ssl.CERT_REQUIRED
        assert context.check_hostname
        assert all("AES" in each["name"] and "DHE" in each["name"] for each in older)
        assert not any("CBC3" in each["name"] or "RC4" in each["name"] for each in older)


@pytest.mark.parametrize("name", ["CERTIFICATE", "KEY", "CA"])
def test_a_file_that_is_not_there_blocks_the_question(ours, name):
    setattr(ours, f"GP_CONNECT_{name}_FILE", "/nowhere/at-all.pem")

    with pytest.raises(Blocked) as blocked:
        tls.towards_the_spine()
    assert blocked.value.code == "NOT_SET_UP"


def test_a_real_service_never_calls_the_spine_without_a_certificate(ours):
    ours.DEMONSTRATION = False
    ours.GP_CONNECT_CERTIFICATE_FILE = ""

    with pytest.raises(Blocked):
        tls.towards_the_spine()
