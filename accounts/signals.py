"""What happens here that higher apps may have to answer for."""

from django.dispatch import Signal

# Somebody was refused at a door, in the transaction that puts it on record: `by`, `page` (the name
# of its address), `person_id` or None, and `is_found`: whether what they asked for is theirs.
refused = Signal()
