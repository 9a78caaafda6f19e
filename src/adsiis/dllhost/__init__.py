"""What runs applications: adapters, and later the surrogate processes around them."""
