"""The front door: study file, pipeline, command line, report."""

__version__ = "0.1.0"
