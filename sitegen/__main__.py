"""`python -m sitegen`."""

from sitegen.cli.main import main

main(prog_name="sitegen")
