"""The pages of acts: the list, one act, its timeline, acts without a record."""
