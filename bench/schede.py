"""Schede that nobody wrote, as many as wanted, in files: what imports and exports are timed with."""

from pathlib import Path

PER_PART = 50
_FRONT = """\
---
codice: "{part}.{number}"
parte: parte-{part}
ordine: {number}
domanda: "Domanda {part}.{number}: che cosa serve prima dell’avviso?"
in_breve: |
  Un atto di programmazione che dica il bisogno, con data e pagina.

  Nell’urgenza bastano i dati dell’ufficio, se sono citati.
temi: [regole-e-procedimento]
strumenti: [co-progettazione]
fasi: [prima]
destinatari: [operatori]
fonte: "D.lgs. 117/2017, art. 55: testo di prova."
livello: da-confermare
---
"""
_BODY = """
## Contenuto

{text}

!!! passi "Che cosa fai"
    1. **Cerca l’atto {number}.** Annota data e pagina.
    2. **Scrivilo.** Una frase basta, se è precisa.

!!! tabella "Voci della parte {part}"
    | Voce | Importo |
    |---|---|
    | Trasporto | {number} € |
    | Totale | {number} € |

## Buone prassi e raccomandazioni

{text}

## Riferimenti normativi

- [art. 55, comma 3, CTS](urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3): la co-progettazione.

## Riferimenti giurisprudenziali

- [Corte cost., n. 131 del 2020](ECLI:IT:COST:2020:131): il fondamento.
"""
_SENTENCE = (
    "Il passo {n} della domanda {part}.{number} chiede all’ufficio un atto con data e pagina, "
    "come vuole l’art. {n}, comma 1, del d.lgs. 3 luglio 2017, n. 117, e come fa chi lavora bene."
)


def write_schede(folder: Path, count: int) -> None:
    """`count` schede of some four hundred words in a folder that `import_sussidiario` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = range(1, -(-count // PER_PART) + 1)
    listed = "".join(
        f'  - slug: parte-{n}\n    numero: {n}\n    titolo: "Parte {n}"\n' for n in parts
    )
    (folder / "_edizione.yaml").write_text(
        f'titolo: "Edizione di prova"\nslug: "2025"\nanno: 2025\nparti:\n{listed}', encoding="utf-8"
    )
    for index in range(count):
        part, number = index // PER_PART + 1, index % PER_PART + 1
        names = {"part": part, "number": number}
        text = "\n\n".join(_SENTENCE.format(n=n, **names) for n in range(1, 6))
        source = (_FRONT + _BODY).format(**names, text=text)
        (folder / f"{part}.{number}-domanda-{part}-{number}.md").write_text(
            source, encoding="utf-8"
        )
