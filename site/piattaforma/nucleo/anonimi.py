"""Forms that whoever reads may send: no cookie, no session, nothing kept of who sent them.

What a cookie would do for an account is done here by a signed token in the page, bound to the form,
to what it is about and to a time, and by what browsers say of where a request comes from. The one
way to write such a form is `anonymous_form`; docs/how-to/anonymous-form.md shows it.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from piattaforma.utenti import limiti
from piattaforma.utenti.indirizzo import client_address
from piattaforma.utenti.models import normalise_email

#: How long a form may stay open: pages wait for days in a tab or in a browser's cache.
VALIDITA = dt.timedelta(days=2)
#: Messages that one network address sends in an hour: a whole town hall may stand behind it.
PER_INDIRIZZO = 60
#: Messages in an hour that name the same e-mail address.
PER_EMAIL = 5
FINESTRA = dt.timedelta(hours=1)
#: A field that people do not see and programs fill in.
TRAPPOLA = "sito_web"

SCADUTO = (
    "La pagina è rimasta aperta troppo a lungo. Ciò che hai scritto è qui: controlla e invia di "
    "nuovo."
)
ESTRANEO = (
    "Non riconosciamo il modulo da cui arriva questo invio. Ciò che hai scritto è qui: controlla e "
    "invia di nuovo."
)
COMPILATO = (
    "Era compilato un campo che non si vede, forse dal completamento automatico. Lo abbiamo "
    "svuotato: controlla e invia di nuovo."
)
TROPPI_RETE = (
    "Dalla tua rete sono già arrivati molti invii in quest’ora, e questo non è partito. Ciò che hai "
    "scritto è qui: riprova più tardi."
)
OPPURE_EMAIL = "Oppure lascia la tua e-mail: ti scriviamo per chiederti conferma."
TROPPI_EMAIL = (
    "Con questo indirizzo e-mail sono già arrivati molti invii in quest’ora, e questo non è partito. "
    "Ciò che hai scritto è qui: riprova più tardi."
)


def new_token(nome: str, bersaglio: str) -> str:
    """A token for one view of a form: signed, dated, good for this form about this thing only."""
    return _signer(nome, bersaglio).sign(secrets.token_urlsafe(9))


def _signer(nome: str, bersaglio: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"piattaforma.anonimi:{nome}:{bersaglio}")


class AnonymousForm(forms.Form):
    """The fields of a form of this kind; `componenti/anonimo.html` writes the hidden ones."""

    #: what the token is bound to, beside the thing the form is about; unique in the site
    nome: ClassVar[str]
    #: the field with an address at which the sender can confirm; "" where there is none
    campo_email: ClassVar[str] = ""
    #: too many came from this network: it counts only once confirmed by mail
    da_confermare = False

    def __init__(self, *args: Any, bersaglio: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bersaglio = bersaglio

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            token = self.data.get("gettone", "")
            _signer(self.nome, self.bersaglio).unsign(token, max_age=VALIDITA)
        except signing.SignatureExpired:
            raise ValidationError(SCADUTO) from None
        except signing.BadSignature:
            raise ValidationError(ESTRANEO) from None
        if self.data.get(TRAPPOLA):
            raise ValidationError(COMPILATO)
        return cleaned

    @property
    def nuovo_gettone(self) -> str:
        """The token that the form goes out with, each time a new one."""
        return new_token(self.nome, self.bersaglio)

    @property
    def mittente(self) -> str:
        """The sender's address, if the form asks for one and it was given."""
        return normalise_email(self.cleaned_data.get(self.campo_email) or "")


class SeeOther(HttpResponseRedirect):
    """After a form: whatever the method was, what follows is read."""

    status_code = 303


Send = Callable[..., None]
View = Callable[..., HttpResponseBase]


def anonymous_form(
    *,
    modulo: type[AnonymousForm],
    template: str,
    grazie: Callable[[AnonymousForm, Any], str],
    bersaglio: Callable[..., Any] | None = None,
    contesto: Callable[[HttpRequest, Any], dict[str, Any]] | None = None,
) -> Callable[[Send], View]:
    """Decorate `send(form=…, bersaglio=…)`, which writes what a valid form says: the view.

    `bersaglio(request, **kwargs)` finds what the form is about, or raises Http404; `grazie` gives
    the address that follows, `contesto` what the template needs beside `form` and `bersaglio`.
    Answers 303 when sent, 422 where a field must be mended, 429 over the limits, each time with all
    that was typed; 403 where the request comes from another site.
    """

    def decorate(send: Send) -> View:
        # No CSRF token: it needs a cookie, and there is no account to abuse. The origin is checked.
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(send)
        def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not is_sent_from_here(request):
                return render(request, "403.html", {"modulo_altrui": True}, status=403)
            found = bersaglio(request, **kwargs) if bersaglio else None
            about = str(getattr(found, "pk", ""))

            def page(form: AnonymousForm, status: int = 200) -> HttpResponse:
                extra = contesto(request, found) if contesto else {}
                context = {"form": form, "bersaglio": found, **extra}
                return render(request, template, context, status=status)

            if request.method != "POST":
                return page(modulo(bersaglio=about))
            form = modulo(request.POST, bersaglio=about)
            if not form.is_valid():
                return page(form, 422)
            if refusal := _count(request, form):
                form.add_error(None, refusal)
                answer = page(form, 429)
                answer.headers["Retry-After"] = str(int(FINESTRA.total_seconds()))
                return answer
            _send_once(send, request, form, found)
            return SeeOther(grazie(form, found))

        return view

    return decorate


def is_sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request; silence is a no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site not in {None, "same-origin"}:
        return False
    origin = request.headers.get("Origin", "")
    if origin in {"", "null"}:
        origin = _origin_of(request.headers.get("Referer", ""))
    if not origin:
        return site == "same-origin"
    return origin in {_origin_of(settings.BASE_URL), f"{request.scheme}://{request.get_host()}"}


def _origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _count(request: HttpRequest, form: AnonymousForm) -> str:
    """Count one more; the words of a refusal, or nothing.

    Where the sender can confirm by mail, too many from one network are not refused: the form is
    marked, and whoever writes it asks for the confirmation.
    """
    email, address = form.mittente, client_address(request)
    if email and not limiti.within_limit(
        chiave=f"moduli:email:{form.nome}:{email}", quanti=PER_EMAIL, finestra=FINESTRA
    ):
        return TROPPI_EMAIL
    if not address or limiti.within_limit(
        chiave=f"moduli:indirizzo:{address}", quanti=PER_INDIRIZZO, finestra=FINESTRA
    ):
        return ""
    form.da_confermare = bool(email)
    if email:
        return ""
    return f"{TROPPI_RETE} {OPPURE_EMAIL}" if form.campo_email else TROPPI_RETE


@transaction.atomic
def _send_once(send: Send, request: HttpRequest, form: AnonymousForm, found: Any) -> None:
    """A page view says the same thing once: two clicks, or the same request again, are one.

    The mark and what `send` writes are one transaction: never the mark alone.
    """
    said = f"moduli:invio:{form.nome}:{form.bersaglio}:{request.POST.urlencode()}"
    if limiti.within_limit(chiave=said, quanti=1, finestra=VALIDITA):
        send(form=form, bersaglio=found)
