"""One line of JSON for each event, on standard error; no personal datum in the messages."""

from typing import Any

import structlog


def _without_query(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """A request is told by its method and path: its query may be what somebody searched."""
    if "request" in event:
        request = event["request"]
        told = (getattr(request, "method", None), getattr(request, "path", None))
        event["request"] = " ".join(map(str, filter(None, told)))
    return event


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [*_shared, structlog.stdlib.ExtraAdder(), _without_query],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "piattaforma": {"level": "INFO"},
        # They tell each request that a cluster did not answer: search tells it, once a minute.
        "elastic_transport": {"level": "ERROR"},
        "urllib3.connection": {"level": "ERROR"},
    },
}

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
