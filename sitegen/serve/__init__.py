"""The preview: watches the project, asks `build` for pages, and changes them in the browser as they are written.

It knows neither entries nor templates: a page is a box of bytes with an address, a problem is a value to show.
"""

import sys

from sitegen import Command

sys.modules[__name__].__class__ = Command
