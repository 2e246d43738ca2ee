"""One case through time: when, what next, what if, the interview, the diary, the page to take home."""
