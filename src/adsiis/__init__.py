"""The IIS administration model in Python."""
