"""Search over all contents: plan, engines, indexing. Knows no domain app."""
