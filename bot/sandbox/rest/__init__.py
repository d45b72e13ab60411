"""The REST side of the local Discord: one module per resource, one place through which every request goes."""
