"""Bridges to other libraries: their nets as experiments, with the same parameters and the same loss."""
