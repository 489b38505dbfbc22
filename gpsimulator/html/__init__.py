"""Access Record HTML (0.7.4): one section of a record as a page, in FHIR DSTU2."""
