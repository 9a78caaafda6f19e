"""What makes files of the package from its own tables."""
