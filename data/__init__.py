"""Whatever comes from a file or goes to disk: exports, titles, the catalogue, what is remembered."""
