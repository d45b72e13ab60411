"""The full catalogue, made on the host's own machine from public sources whose licences forbid shipping them."""
