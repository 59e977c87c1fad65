"""Search: which engine answers, where the embedded one keeps its index, where searches are logged."""

from ._env import VAR_DIR, env

#: The engine of readers' searches: "embedded" needs nothing installed, "elasticsearch" the extra of
#: that name and ELASTICSEARCH_URL.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
#: On a disk of this machine, never a network's.
SEARCH_DIR = env.str("SEARCH_DIR", default=str(VAR_DIR / "ricerca"))
#: One line a search, a file a day, until a job folds them into counts.
SEARCH_LOG_DIR = env.str("SEARCH_LOG_DIR", default=str(VAR_DIR / "ricerche"))

#: Where the cluster answers: https://host:9200, several separated by commas.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
#: The key that the cluster asks for, as it gives it ("id:secret" in base 64), and the certificate of the
#: authority that signed its own, where it is not one that the machine trusts.
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", default="")
#: How the names of its indices begin: sites that share a cluster differ here.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="condivisa")
#: The class that carries requests to a node of the cluster.
ELASTICSEARCH_NODE = "search.engines.elastic.node.DeadlineNode"
