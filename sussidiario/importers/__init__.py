"""From files to schede."""
