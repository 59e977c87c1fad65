"""Search: which engine answers, where the embedded one keeps its index, where searches are logged."""

from ._env import VAR_DIR, env

#: The engine of readers' searches: "embedded" needs nothing installed.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
#: On a disk of this machine, never a network's.
SEARCH_DIR = env.str("SEARCH_DIR", default=str(VAR_DIR / "ricerca"))
#: One line a search, a file a day, until a job folds them into counts.
SEARCH_LOG_DIR = env.str("SEARCH_LOG_DIR", default=str(VAR_DIR / "ricerche"))
