"""What runs applications: adapters, the surrogate processes around them, and the way to those processes."""
