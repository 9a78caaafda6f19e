"""Inetinfo: the service host. It starts the services, obeys commands and the metabase, and stops cleanly."""
