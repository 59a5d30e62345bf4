"""`python -m servicedesk` is the same door as the `servicedesk` command."""

from servicedesk.cli import main

if __name__ == "__main__":
    main()
