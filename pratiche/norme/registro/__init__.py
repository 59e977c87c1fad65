"""The register in the repository: readable files, and the command that loads them."""
