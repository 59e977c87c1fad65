"""The jobs of mail: delivery, and forgetting what is no longer needed."""

from datetime import timedelta

from piattaforma.lavori.registry import lavoro

from .delivery import Worker
from .operations import forget_addresses, forget_texts
from .transports import get_transport


@lavoro("posta.consegna", ogni=timedelta(seconds=5), etichetta="Consegna della posta")
def consegna() -> int:
    """Deliver what is due; how many messages were taken."""
    return Worker(get_transport()).run()


@lavoro("posta.pulizia", ogni=timedelta(days=1), etichetta="Cancellazione dei testi vecchi")
def pulizia() -> int:
    """Empty old texts and addresses; how many rows."""
    return forget_texts() + forget_addresses()
