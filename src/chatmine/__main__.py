"""The program. Nothing is imported before it is ready for Ctrl-C, so that it ends without a traceback at any moment."""

import sys

BROKEN, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from chatmine.cli import main as run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("chatmine: interrupted\n")
        code = INTERRUPTED
    except ImportError as error:
        sys.stderr.write(f"chatmine: the installation is not whole: {error}\n")
        code = BROKEN
    sys.exit(code)


if __name__ == "__main__":
    main()
