"""``python -m fesgrade`` is the command ``fesgrade``."""

from fesgrade.cli import main

raise SystemExit(main())
