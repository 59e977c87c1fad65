"""`import_sussidiario`: all or nothing, idempotent by code, errors by file and line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.riferimenti.models import Citazione
from sussidiario.models import EdizioneCorrente, SchedaPage
from tests.factories import publish, text

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "sussidiario" / "dimostrazione" / "2026"


#: The demonstration has more; these say enough.
CODES = ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "schede"
    target.mkdir()
    for path in [DEMO / "_edizione.yaml", *(file_of(DEMO, code) for code in CODES)]:
        shutil.copy(path, target)
    return target


def run(folder: Path, capsys: Any, **options: Any) -> dict[str, Any]:
    capsys.readouterr()
    call_command("import_sussidiario", folder, edizione="2026", json=True, **options)
    return dict(json.loads(capsys.readouterr().out))


def refusal(folder: Path, **options: Any) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_sussidiario", folder, edizione="2026", **options)
    return str(refused.value)


def file_of(folder: Path, codice: str) -> Path:
    return next(folder.glob(f"{codice}-*.md"))


def edit(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def test_the_demonstration_edition_is_published_whole(folder: Path, capsys: Any) -> None:
    outcome = run(folder, capsys)
    assert outcome["nuove"] == CODES
    schede = SchedaPage.objects.live().order_by("path")
    assert [s.codice for s in schede] == outcome["nuove"]
    assert EdizioneCorrente.objects.get().edizione.slug == "2026"
    first = schede[0]
    assert first.ufficio.codice == "redazione"
    assert Citazione.objects.of(first).exists()
    assert Aggiornamento.objects.of(first).get().tipo == "nuovo"
    for scheda in schede:
        assert all(scheda.zone_html[zone] for zone in ("contenuto", "prassi")), scheda.codice


def test_importing_again_writes_nothing(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    before = (Revision.objects.count(), Aggiornamento.objects.count())
    outcome = run(folder, capsys)
    assert len(outcome["invariate"]) == 8
    assert (Revision.objects.count(), Aggiornamento.objects.count()) == before


def test_a_dry_run_tells_and_writes_nothing(folder: Path, capsys: Any) -> None:
    assert len(run(folder, capsys, dry_run=True)["nuove"]) == 8
    assert not SchedaPage.objects.exists()


def test_a_changed_file_is_a_correction_unless_its_note_is_new(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    edit(file_of(folder, "1.1"), "## Contenuto\n", "## Contenuto\n\nUna frase aggiunta.\n")
    assert run(folder, capsys)["aggiornate"] == ["1.1"]
    scheda = SchedaPage.objects.get(codice="1.1")
    assert Aggiornamento.objects.of(scheda)[0].tipo == "correzione"
    assert "Una frase aggiunta." in scheda.zone_html["contenuto"]
    path = file_of(folder, "1.1")
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("nota:"))
    lines[at] = "nota: Cambia la risposta."
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(folder, capsys)
    newest = Aggiornamento.objects.of(scheda)[0]
    assert (newest.tipo, newest.testo) == ("sostanziale", "Cambia la risposta.")


def test_a_scheda_edited_in_the_admin_is_left_unless_told(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    scheda = SchedaPage.objects.get(codice="3.1")
    scheda.contenuto = text("Scritto in redazione.")
    publish(scheda, tipo="correzione")
    edit(file_of(folder, "3.1"), "## Contenuto\n", "## Contenuto\n\nDal file.\n")
    assert run(folder, capsys)["lasciate"] == ["3.1"]
    assert "Scritto in redazione." in SchedaPage.objects.get(codice="3.1").zone_html["contenuto"]
    assert run(folder, capsys, sovrascrivi=True)["aggiornate"] == ["3.1"]
    assert "Dal file." in SchedaPage.objects.get(codice="3.1").zone_html["contenuto"]


def test_an_unpublished_draft_counts_as_an_edit(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    scheda = SchedaPage.objects.get(codice="2.1")
    scheda.in_breve = "Bozza in corso."
    scheda.save_revision()
    edit(file_of(folder, "2.1"), "## Contenuto\n", "## Contenuto\n\nDal file.\n")
    assert run(folder, capsys)["lasciate"] == ["2.1"]


def test_what_was_taken_down_is_not_put_up_again(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    SchedaPage.objects.get(codice="2.1").unpublish()
    edit(file_of(folder, "2.1"), "## Contenuto\n", "## Contenuto\n\nDal file.\n")
    assert run(folder, capsys)["lasciate"] == ["2.1"]
    assert not SchedaPage.objects.get(codice="2.1").live


def test_a_section_taken_out_of_the_file_goes_from_the_page(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    path = file_of(folder, "1.3")
    source = path.read_text(encoding="utf-8")
    path.write_text(source.split("## Riferimenti giurisprudenziali")[0], encoding="utf-8")
    run(folder, capsys)
    assert not SchedaPage.objects.get(codice="1.3").giurisprudenza


def test_order_follows_the_files(folder: Path, capsys: Any) -> None:
    run(folder, capsys)
    edit(file_of(folder, "3.3"), "ordine: 3", "ordine: 0")
    run(folder, capsys)
    third = SchedaPage.objects.filter(codice__startswith="3.").order_by("path")
    assert [s.codice for s in third] == ["3.3", "3.1", "3.2"]
    assert run(folder, capsys)["aggiornate"] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('codice: "3.2"', 'codice: "3.1"', 2, "3.1 è già di"),
        ("parte: co-progettazione", "parte: nessuna", 1, "la parte «nessuna» non è nell’edizione"),
        ("ordine: 2", "ordine: due", 4, "numero intero"),
        ("livello: ", "livello: forse-", None, "scegli tra"),
        ("fasi: [", "fasi: [mai, ", None, "il termine «mai» non esiste"),
        ("ufficio: redazione", "ufficio: ignoto", None, "l’ufficio «ignoto» non esiste"),
        ("## Contenuto", "## Contenuti", None, "la sezione «Contenuti» non esiste"),
        ("fonte: ", "sorgente: ", None, "chiave sconosciuta"),
        ("---\ncodice", "---\n: [\ncodice", None, "YAML"),
        ("(ECLI:IT:CDS:2026:3082SENT)", "(ECLI:IT:CDS:sbagliato)", None, "ECLI"),
        ("## Contenuto\n", "## Contenuto\n\n[qui](javascript:alert(1))\n", None, "javascript"),
        ("## Contenuto\n", "## Contenuto\n\n" + "parola " * 5000 + "\n", None, "caratteri"),
        ('codice: "3.2"', "codice: 3.2", 2, "virgolette"),
        ('codice: "3.2"', 'codice: "3,2"', 2, "cifre e lettere minuscole"),
    ],
)  # fmt: skip
def test_one_wrong_file_and_nothing_is_imported(
    folder: Path, old: str, new: str, line: int | None, words: str
) -> None:
    path = file_of(folder, "3.2")
    edit(path, old, new)
    message = refusal(folder)
    assert words in message
    assert f"{path.name}:{line}:" in message if line and line > 1 else path.name in message
    assert not SchedaPage.objects.exists()


def test_too_long_an_answer_is_refused_with_its_length(folder: Path) -> None:
    edit(file_of(folder, "1.1"), "in_breve: |\n", "in_breve: |\n  " + "parola " * 100 + "\n")
    assert "supera 600 caratteri: ne ha" in refusal(folder)


def test_missing_folder_and_empty_folder(tmp_path: Path) -> None:
    assert "non c’è" in refusal(tmp_path / "niente")
    assert "non ci sono file" in refusal(tmp_path)


def test_bytes_that_are_not_utf8(folder: Path) -> None:
    file_of(folder, "1.2").write_bytes(b"---\ncodice: \xff\n---\n")
    assert "UTF-8" in refusal(folder)


# --- texts written elsewhere --------------------------------------------------------------------

SLIDES = """\
Il personale è rimborsabile?
============================

\tNella co-progettazione il costo del personale
\tdegli enti è rimborsabile se è reale e ammini-
\tstrativamente documentato.

•\tBusta paga
•\tTimesheet firmato
\t–\tdal dipendente

# Quando no
Non lo è il costo già coperto

da altri fondi. Vedi il [modulo](moduli/x.doc).

![schema](img/foto.png)

NORMATIVA
Art. 55 del d.lgs. 117/2017

## Sentenze
### Corte costituzionale
n. 131 del 2020
"""


def test_a_text_without_front_matter_becomes_a_draft_that_says_what_it_lacks(
    folder: Path, capsys: Any, client: Any, amministratrice: Any
) -> None:
    (folder / "Vecchie slide 2019.md").write_text(SLIDES.replace("\n", "\r\n"), "utf-8")
    assert "Vecchie slide 2019.md:1: manca l’intestazione YAML" in refusal(folder)
    assert not SchedaPage.objects.exists()
    outcome = run(folder, capsys, bozze=True, parte="co-progettazione")
    assert len(outcome["nuove"]) == 8
    draft = SchedaPage.objects.get(codice="bozza-vecchie-slide-2019")
    assert not draft.live
    assert draft.get_parent().slug == "co-progettazione"
    assert draft.title == "Il personale è rimborsabile?"
    stored = {name: getattr(draft, name).get_prep_value() for name in ("contenuto", "norme")}
    assert stored["contenuto"][0]["value"] == (
        "Nella co-progettazione il costo del personale degli enti è rimborsabile se è reale e "
        "amministrativamente documentato.\n\n- Busta paga\n- Timesheet firmato\n    - dal dipendente\n\n"
        "### Quando no\n\nNon lo è il costo già coperto da altri fondi. Vedi il modulo (moduli/x.doc).\n\n"
        "Immagine: schema (img/foto.png)"
    )
    assert stored["norme"][0]["value"] == "Art. 55 del d.lgs. 117/2017"
    assert draft.giurisprudenza[0].value == "### Corte costituzionale\n\nn. 131 del 2020"
    missing = outcome["bozze"][draft.codice]
    for words in ("provvisorio", "la risposta breve", "«Buone prassi", "la fonte", "«schema»",
                  "moduli/x.doc", "«Temi»", "blocco «Riferimenti»", "«Co-progettazione»"):  # fmt: skip
        assert any(words in what for what in missing), words
    assert not any("«Contenuto»" in what or "la domanda" in what for what in missing)
    # The editor reads the same above the form, until the scheda is published.
    client.force_login(amministratrice)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    asked = [q["sql"] for q in queries if '"avvertenze"' in q["sql"]]
    assert len(asked) == 1  # once a form
    assert "Che cosa manca o va rivisto prima di pubblicare:" in page
    assert "il codice: «bozza-vecchie-slide-2019» è provvisorio" in page
    assert "moduli/x.doc" in page
    published = SchedaPage.objects.get(codice="1.1")
    page = client.get(f"/admin/pages/{published.pk}/edit/").content.decode()
    assert "prima di pubblicare:" not in page


def test_a_draft_is_made_once_and_left_once_edited(folder: Path, capsys: Any) -> None:
    path = folder / "slide.md"
    path.write_text(SLIDES, "utf-8")
    run(folder, capsys, bozze=True)
    assert "bozza-slide" in run(folder, capsys, bozze=True)["invariate"]
    path.write_text(SLIDES + "\nUna riga in più.\n", "utf-8")
    assert list(run(folder, capsys, bozze=True)["bozze"]) == ["bozza-slide"]
    draft = SchedaPage.objects.get(codice="bozza-slide")
    draft.codice = "3.9"
    draft.save_revision(clean=False)
    draft.save(clean=False)
    assert "3.9" in run(folder, capsys, bozze=True)["invariate"]
    draft.codice = "bozza-slide"
    draft.save(clean=False)
    path.write_text(SLIDES + "\nAncora un’altra.\n", "utf-8")
    assert run(folder, capsys, bozze=True)["lasciate"] == ["bozza-slide"]


def test_one_wrong_file_and_no_draft_is_made(folder: Path) -> None:
    (folder / "slide.md").write_text(SLIDES, "utf-8")
    (folder / "altre.md").write_bytes(b"\xff\xfe\x00")
    assert "altre.md:1: il file non è in UTF-8" in refusal(folder, bozze=True)
    edit(file_of(folder, "1.1"), "ordine: 1", "ordine: uno")
    refusal(folder, bozze=True)
    assert not SchedaPage.objects.exists()


def test_files_of_another_system_are_read(folder: Path, capsys: Any) -> None:
    for path in folder.glob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(run(folder, capsys)["nuove"]) == 8


def test_a_scheda_without_zones_is_read(folder: Path, capsys: Any) -> None:
    path = file_of(folder, "1.1")
    path.write_text(path.read_text("utf-8").split("## Contenuto")[0], "utf-8")
    assert len(run(folder, capsys)["nuove"]) == 8
