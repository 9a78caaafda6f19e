"""Side-by-side benchmarks: each module measures one thing beside its peers and answers with ratios."""
