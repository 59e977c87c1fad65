"""What is searched: a log line a search, counts by month."""
