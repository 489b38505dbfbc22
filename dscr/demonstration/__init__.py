"""The demonstration: two invented providers whose people's stories `product.md` tells.

The stories are data: `providers.yaml`, one file for each person in `people/`, and how their days
are written down in `routines.yaml` and `phrases.yaml`. Days are counted from the day of loading,
so the notes always run up to this morning.
"""
