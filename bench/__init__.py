"""The benchmark: seeded desks, every figure beside its floor of the same run. Run it with `make bench`."""
