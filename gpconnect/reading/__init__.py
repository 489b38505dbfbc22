"""Reading GP Connect answers leniently, resource by resource; plain Python, no Django."""

from gpconnect.reading.as_json import as_json
from gpconnect.reading.bundle import read_bundle
from gpconnect.reading.record import GpRecord, NotARecord

__all__ = ["GpRecord", "NotARecord", "as_json", "read_bundle"]
