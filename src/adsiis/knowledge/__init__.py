"""Knowledge base articles as data: read, search, and check files against a fix."""
