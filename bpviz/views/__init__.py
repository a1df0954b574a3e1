"""The views: each module here is one, found by its name VIEW."""
