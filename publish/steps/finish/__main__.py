"""`python -m publish.steps.finish`."""

import sys

from publish.steps.finish import main

sys.exit(main(sys.argv[1:]))
