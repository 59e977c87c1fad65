"""Who cites which law: rows keyed by identifier, and the port that resolves identifiers."""
