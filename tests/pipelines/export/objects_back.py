"""Reads exported objects and masks back; see read_back.py."""

import sys


def check(ending, text, pages, which):
    sys.exit(f"nobody reads {ending} back")
