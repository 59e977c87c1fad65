"""From what somebody typed to the parts of a plan: pure, no Django here."""
