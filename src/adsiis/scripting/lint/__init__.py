"""lint-script: what scripts use and what of it will not work, without running them."""
