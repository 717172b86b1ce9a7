"""`python -m factbase`: the command line."""

from factbase.cli import main

main()
