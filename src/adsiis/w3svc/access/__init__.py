"""Who may come in: from where, over which channel, and as whom."""
