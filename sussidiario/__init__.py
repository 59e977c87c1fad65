"""The Sussidiario: editions of schede, each a practitioner's question with its answer."""
