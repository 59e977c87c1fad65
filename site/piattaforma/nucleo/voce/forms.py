"""What readers write: a vote, an error."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError

from piattaforma.posta.indirizzi import clean_address

from ..anonimi import AnonymousForm
from ..models.segnalazione import LUNGHEZZA_BRANO, LUNGHEZZA_TESTO, Segnalazione
from ..models.valutazione import LUNGHEZZA_COMMENTO, NEGATIVI, POSITIVI, VOTO_POSITIVO, Motivo

#: vote → what it says, for those who do not see the scale
VOTI = {
    "1": "1 su 5, per niente chiare",
    "2": "2 su 5",
    "3": "3 su 5",
    "4": "4 su 5",
    "5": "5 su 5, molto chiare",
}


class TestoField(forms.CharField):
    """Text whose new lines count one character, as the browser counted them (it sends two)."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n")
        return str(super().to_python(text))


def _too_long(limit: int) -> dict[str, str]:
    return {"max_length": f"Il testo supera {limit} caratteri: ne ha %(show_value)d."}


class ValutazioneForm(AnonymousForm):
    """One to five, then why."""

    nome = "valutazione"

    voto = forms.TypedChoiceField(
        choices=list(VOTI.items()),
        coerce=int,
        error_messages={
            "required": "Scegli un voto da 1 a 5.",
            "invalid_choice": "Scegli un voto da 1 a 5.",
        },
    )
    motivo = forms.ChoiceField(
        choices=Motivo.choices,
        required=False,
        error_messages={"invalid_choice": "Scegli una delle risposte dell’elenco."},
    )
    testo = TestoField(
        max_length=LUNGHEZZA_COMMENTO,
        required=False,
        error_messages=_too_long(LUNGHEZZA_COMMENTO),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answers = POSITIVI if cleaned.get("voto", 0) >= VOTO_POSITIVO else NEGATIVI
        # Whoever changed the vote may have left an answer to the other question, now out of sight.
        if cleaned.get("motivo") not in answers:
            cleaned["motivo"] = ""
        return cleaned


class SegnalazioneForm(AnonymousForm):
    """What is wrong, where, and how to answer."""

    nome = "segnalazione"
    campo_email = "email"

    testo = TestoField(
        label="Che cosa non va",
        help_text="Un dato superato, un collegamento che non funziona, una frase che non si capisce.",
        max_length=LUNGHEZZA_TESTO,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Scrivi in una frase che cosa non va."}
        | _too_long(LUNGHEZZA_TESTO),
    )
    brano = TestoField(
        label="Il passo della pagina",
        help_text="Copia qui le parole che non vanno, se sono poche.",
        max_length=LUNGHEZZA_BRANO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=_too_long(LUNGHEZZA_BRANO),
    )
    email = forms.EmailField(
        label="La tua e-mail",
        help_text="Solo se vuoi sapere com’è finita. La usiamo per risponderti, poi la cancelliamo.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Scrivi un indirizzo come nome@esempio.it, o lascia vuoto."},
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data.get("email") or "")
        try:
            return clean_address(email) if email else ""
        except (ValidationError, BadHeaderError):
            raise ValidationError(self.fields["email"].error_messages["invalid"]) from None


class ConfermaForm(AnonymousForm):
    """A button, on the page that the mail leads to: opening a mail must change nothing."""

    nome = "conferma-segnalazione"


class SeguitoForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an editor does with a report."""

    avvisa = forms.BooleanField(
        label="Scrivi a chi ha segnalato", required=False, initial=True,
        help_text="Riceve «Che cosa abbiamo fatto», quando chiudi la segnalazione.",
    )  # fmt: skip

    class Meta:
        model = Segnalazione
        fields = ("stato", "nota")
        widgets = {"nota": forms.Textarea(attrs={"rows": 4}), "stato": forms.RadioSelect}
        help_texts = {"nota": "Una o due frasi. Serve per chiudere."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stati = Segnalazione.Stato
        self.fields["stato"].choices = [  # type: ignore[attr-defined]
            (stato.value, stato.label.capitalize())
            for stato in (stati.NUOVA, stati.IN_CARICO, stati.CHIUSA)
        ]
        if not self.instance.email:
            del self.fields["avvisa"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("stato") == Segnalazione.Stato.CHIUSA and not cleaned.get("nota"):
            self.add_error("nota", "Scrivi che cosa avete fatto, o perché non cambia nulla.")
        return cleaned
