"""Set-up and upkeep of a checkout; the standard library only, as nothing is installed yet."""
