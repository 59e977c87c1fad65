"""The kernel of pages: base page, contents, updates, change notes, frame, feeds."""
