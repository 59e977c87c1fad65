"""What the code base promises about itself, held without starting Django."""
