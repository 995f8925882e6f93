"""XDatenfelder XML to Schema and back, one module for each version of the standard."""
