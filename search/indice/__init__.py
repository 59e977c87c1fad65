"""From contents to the documents of an index: read, written down as changed, compared."""
