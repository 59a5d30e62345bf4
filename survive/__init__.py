"""The survival suite: real processes, real faults, counted. Run it with `make survive` or `python -m survive`."""
