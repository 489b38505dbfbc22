"""How much one answer takes: its queries, and its size as sent and as written."""

import gzip
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.visitor import NEW_ID

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def count(cookies: dict[str, str], method: str, path: str, body: str) -> dict[str, int]:
    """Ask once to warm up and once to count; transaction statements are counted apart."""
    client = Client(SERVER_NAME="127.0.0.1")
    for name, value in cookies.items():
        client.cookies[name] = value
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.generic(
                method,
                path,
                data=body.replace(NEW_ID, str(uuid4())),
                content_type="application/x-www-form-urlencoded",
            )
    statements = [query["sql"] for query in captured]
    of_transactions = [sql for sql in statements if sql.startswith(TRANSACTION)]
    return {
        "status": answer.status_code,
        "queries": len(statements) - len(of_transactions),
        "transaction_statements": len(of_transactions),
        "bytes": len(answer.content),
        "bytes_compressed": len(gzip.compress(answer.content, 6)),
    }
