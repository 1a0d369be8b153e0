"""`sitegen hold`; see `sitegen show`."""

from sitegen.cli.show import hold as command

__all__ = ["command"]
