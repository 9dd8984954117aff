"""`python -m publish.steps.runtime`."""

import sys

from publish.steps.runtime import main

sys.exit(main(sys.argv[1:]))
