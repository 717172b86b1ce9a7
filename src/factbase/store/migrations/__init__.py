"""How a base of an older factbase is brought up to date."""
