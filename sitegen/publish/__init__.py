"""A built tree brought to a host: the new site or the old one, never half. Knows trees, nothing of content."""

import sys

from sitegen import Command

sys.modules[__name__].__class__ = Command
