"""The page of an article: its versions, the day, who applies it."""
