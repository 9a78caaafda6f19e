"""The script host: what runs administration scripts, and the names they find there."""
