"""The look: NHS.UK components in our own face. It knows nothing of care."""
