"""What runs in the process apart for files that officers send: `lists.opening`, for files of some more rows."""

from dancu.intake.domain.sizes import MOST_LETTERS, MOST_LINES
from dancu.lists.opening import main

if __name__ == "__main__":
    main(MOST_LINES, MOST_LETTERS)
