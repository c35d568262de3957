"""`python -m chatmine`."""

from chatmine.cli import main

main()
