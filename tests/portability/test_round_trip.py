"""Out and in again: equal to the last field and version."""

from portability import services
from tests.portability.conftest import copied
from tests.portability.two_databases import everything_here, everything_there

# Tables of Django and allauth that the product does not use.
NOTHING_HERE = {
    "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions",
    "pghistory_context",
}  # fmt: skip


def test_a_provider_comes_out_and_in_equal_to_the_last_field(whole, elsewhere):
    before = everything_here()
    assert {table for table, rows in before.items() if not rows} == NOTHING_HERE

    came = services.bring_in(copied(whole), owner_url=elsewhere)

    after = everything_there(elsewhere, whole.provider.pk)
    assert before.keys() == after.keys()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert came.versions == sum(len(rows) for table, rows in before.items() if "version" in table)
    assert came.files == 3
