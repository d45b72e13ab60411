"""Discord's limits that its published schema does not hold, and the common ones it does. Pure functions."""
