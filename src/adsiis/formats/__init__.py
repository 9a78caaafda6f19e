"""The tree as files: what other programs wrote, and what they can read."""
