"""Measures, the reports made of them, and their renderers."""
