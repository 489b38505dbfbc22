"""Whether GP records come, for administrators; who had them or tried to, for auditors (IG10)."""
