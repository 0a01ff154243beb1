"""`python -m directory.cli`, which is the command `referral-desk`."""

from directory.cli import main

if __name__ == "__main__":  # a job's process imports the program that started it
    main()
