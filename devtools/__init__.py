"""Parts of dev.py: standard library only, any Python >= 3.8."""

import sys

if sys.version_info < (3, 8):
    sys.exit("dev.py: Python 3.8 or newer is needed to start; this is {}".format(sys.version.split()[0]))
