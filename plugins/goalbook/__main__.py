"""``python -m goalbook``: the command line."""

from goalbook.cli import main

if __name__ == "__main__":
    main()
