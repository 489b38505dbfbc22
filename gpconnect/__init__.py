"""The GP record of a person: fetched, kept as received for a while, shown."""
