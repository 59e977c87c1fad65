"""Root layer: the demonstration site, app by app from the bottom up."""
