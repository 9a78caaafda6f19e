"""The web service: from a binding to a site, to its settings, to an answer."""
