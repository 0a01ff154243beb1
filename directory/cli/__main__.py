"""`python -m directory.cli` is the command `referral-desk`."""

from directory.cli import main

main()
