"""What there is to watch: titles, their tags, and how to find one by the name a history gives it."""
