"""The register of norms: acts, their articles, decisions, questions on which decisions differ."""
