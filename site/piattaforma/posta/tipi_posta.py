"""The one type that posta itself sends: what Django, Wagtail and libraries write on their own."""

from .tipi import Categoria, TipoMessaggio, register_message_type

LIBERO = register_message_type(
    TipoMessaggio(
        codice="posta.libero",
        etichetta="Messaggio del sistema",
        categoria=Categoria.SERVIZIO,
        template="posta/libero.html",
    )
)
