"""The controlled lists of the register."""

from django.db.models import TextChoices


class Genere(TextChoices):
    """What kind of source an act is."""

    DIRETTIVA_UE = "direttiva-ue", "Direttiva dell’Unione europea"
    REGOLAMENTO_UE = "regolamento-ue", "Regolamento dell’Unione europea"
    COSTITUZIONE = "costituzione", "Costituzione"
    LEGGE_COSTITUZIONALE = "legge-costituzionale", "Legge costituzionale"
    LEGGE = "legge", "Legge"
    DECRETO_LEGGE = "decreto-legge", "Decreto-legge"
    DECRETO_LEGISLATIVO = "decreto-legislativo", "Decreto legislativo"
    REGIO_DECRETO = "regio-decreto", "Regio decreto"
    TESTO_UNICO = "testo-unico", "Testo unico"
    DPR = "dpr", "Decreto del Presidente della Repubblica"
    DPCM = "dpcm", "Decreto del Presidente del Consiglio"
    DECRETO_MINISTERIALE = "decreto-ministeriale", "Decreto ministeriale"
    DECRETO_INTERMINISTERIALE = "decreto-interministeriale", "Decreto interministeriale"
    DECRETO_DIRETTORIALE = "decreto-direttoriale", "Decreto direttoriale"
    LEGGE_REGIONALE = "legge-regionale", "Legge regionale o provinciale"
    REGOLAMENTO_REGIONALE = "regolamento-regionale", "Regolamento regionale"
    DELIBERA_CONSIGLIO = "delibera-consiglio-regionale", "Deliberazione del Consiglio regionale"
    DELIBERA_GIUNTA = "delibera-giunta-regionale", "Deliberazione della Giunta regionale"
    DECRETO_DIRIGENZIALE = "decreto-dirigenziale-regionale", "Decreto dirigenziale regionale"
    INTESA = "intesa", "Intesa in Conferenza"
    ACCORDO = "accordo", "Accordo in Conferenza"
    LINEE_GUIDA = "linee-guida", "Linee guida"
    PIANO = "piano", "Piano"
    REGOLAMENTO_LOCALE = "regolamento-locale", "Regolamento locale"
    DELIBERA_LOCALE = "delibera-locale", "Delibera locale"
    CIRCOLARE = "circolare", "Circolare"
    NOTA = "nota", "Nota"
    INTERPELLO = "interpello", "Risposta a interpello"
    FAQ = "faq", "Domande frequenti"
    PROTOCOLLO = "protocollo", "Protocollo d’intesa"
    ALTRO = "altro", "Altro atto"


class Ambito(TextChoices):
    """How far an act reaches."""

    UE = "ue", "Unione europea"
    STATO = "stato", "Stato"
    REGIONE = "regione", "Regione"
    LOCALE = "locale", "Locale"


class Stato(TextChoices):
    """The state of an act or of an article, on a day."""

    VIGENTE = "vigente", "Vigente"
    MODIFICATO = "modificato", "Vigente, modificato"
    ABROGATO = "abrogato", "Abrogato"
    SUPERATO = "superato", "Superato"
    IN_CONVERSIONE = "in-conversione", "In conversione"
    ANNULLATO = "annullato", "Annullato"
    NON_ANCORA = "non-ancora-in-vigore", "Non ancora in vigore"


#: States of what is no longer law.
CADUTI = frozenset({Stato.ABROGATO, Stato.SUPERATO, Stato.ANNULLATO})


class TipoRelazione(TextChoices):
    """What an act does to another."""

    MODIFICA = "modifica", "Modifica"
    ABROGA = "abroga", "Abroga"
    ATTUA = "attua", "Attua"
    RECEPISCE = "recepisce", "Recepisce"
    DEROGA = "deroga", "Deroga a"
    INTERPRETA = "interpreta", "Interpreta"
    SOSTITUISCE = "sostituisce", "Sostituisce"
    CITA = "cita", "Cita"


#: The same, read from the act to which it is done.
RELAZIONE_INVERSA = {
    TipoRelazione.MODIFICA: "Modificato da",
    TipoRelazione.ABROGA: "Abrogato da",
    TipoRelazione.ATTUA: "Attuato da",
    TipoRelazione.RECEPISCE: "Recepito da",
    TipoRelazione.DEROGA: "Derogato da",
    TipoRelazione.INTERPRETA: "Interpretato da",
    TipoRelazione.SOSTITUISCE: "Sostituito da",
    TipoRelazione.CITA: "Citato da",
}


class TipoPronuncia(TextChoices):
    """What kind of decision it is."""

    SENTENZA = "sentenza", "Sentenza"
    ORDINANZA = "ordinanza", "Ordinanza"
    PARERE = "parere", "Parere"
    DELIBERA = "delibera", "Delibera"


class Esito(TextChoices):
    """How a decision ended, in a word for the badge."""

    ACCOGLIE = "accoglie", "Accoglie"
    RESPINGE = "respinge", "Respinge"
    ACCOGLIE_IN_PARTE = "accoglie-in-parte", "Accoglie in parte"
    ANNULLA = "annulla", "Annulla"
    CONFERMA = "conferma", "Conferma"
    RIFORMA = "riforma", "Riforma"
    INAMMISSIBILE = "inammissibile", "Inammissibile"
    NON_FONDATA = "non-fondata", "Non fondata"
    ILLEGITTIMA = "illegittima", "Illegittimità costituzionale"
    FONDATA_IN_PARTE = "fondata-in-parte", "Fondata in parte"
    PARERE_FAVOREVOLE = "parere-favorevole", "Parere favorevole"
    PARERE = "parere", "Parere"
    ALTRO = "altro", "Altro esito"


class TipoLegame(TextChoices):
    """What a decision does with another."""

    CONFERMA = "conferma", "Conferma"
    RIFORMA = "riforma", "Riforma"
    CONTRASTA = "contrasta", "Contrasta con"
    DISTINGUE = "distingue", "Si distingue da"
    RICHIAMA = "richiama", "Richiama"


#: The same, read from the other decision.
LEGAME_INVERSO = {
    TipoLegame.CONFERMA: "Confermata da",
    TipoLegame.RIFORMA: "Riformata da",
    TipoLegame.CONTRASTA: "In contrasto con",
    TipoLegame.DISTINGUE: "Distinta da",
    TipoLegame.RICHIAMA: "Richiamata da",
}


class Origine(TextChoices):
    """Who wrote a row of the official side of an act."""

    REGISTRO = "registro", "Registro del progetto"
    TESTO = "testo", "Testo ufficiale importato"
    REDAZIONE = "redazione", "Redazione"
