"""Good practices, regulations, decisions and the acts of law they apply."""
