"""What editors see of the Sussidiario beyond its pages."""
