"""Articles as stories that run: the symptom shown, its cause named, the fix installed, the symptom gone."""
