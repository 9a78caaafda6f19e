"""A metabase as the configuration of other web servers, and a report of what they cannot be told.

`sites` reads the tree once into plain values; `nginx`, `caddy` and `caddyfile` write those. Whatever is not
written is in the report, by key and property.
"""
