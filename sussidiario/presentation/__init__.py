"""What the templates of the Sussidiario read, a module for each page."""
