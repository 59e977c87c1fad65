"""`export_sussidiario`: what it writes, an empty site reads; what that writes again are the same bytes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from piattaforma.media.models import Document, Image
from piattaforma.nucleo.avvio import bootstrap_site
from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.spelling import parse_zone
from piattaforma.territori.models import Ufficio
from sussidiario.models import EdizionePage, SchedaPage, SussidiarioPage
from sussidiario.models.scheda import ZONE
from sussidiario.scambio.esportazione import ExportRefused, export_edition
from sussidiario.scambio.importazione import ImportRefused, import_edition
from tests.factories import make_edition, make_page, make_part, make_scheda, publish, text
from tests.factories.zones import blocks, lines
from tests.media.files import picture

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "sussidiario" / "dimostrazione" / "2026"
PDF = b"%PDF-1.7 un documento di prova"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def zone(page: Any) -> dict[str, Any]:
    """The streams as they are stored, without the random ids."""
    return {name: without_ids(getattr(page, name).get_prep_value()) for name in ZONE}


def without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key != "id"}
    return value


def make_image(name: str = "schema.png", *, title: str = "Schema degli atti") -> Image:
    file = SimpleUploadedFile(name, picture("PNG", (60, 40)))
    image = Image(title=title, testo_alternativo="Tre atti in fila", file=file)
    image.save()
    return image


def make_document(name: str = "avviso.pdf", data: bytes = PDF, title: str = "") -> Document:
    document = Document(title=title or "Schema di avviso", file=SimpleUploadedFile(name, data))
    document.save()
    return document


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return Path(settings.MEDIA_ROOT)


def empty_archive() -> None:
    for path in Path(settings.MEDIA_ROOT).iterdir():
        shutil.rmtree(path)


def empty_site() -> None:
    """No page of the Sussidiario, no file in the archive nor on disk."""
    SussidiarioPage.objects.first().delete()
    Image.objects.all().delete()
    Document.objects.all().delete()
    empty_archive()


def there_and_back(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The bytes of an export, and of the export of what an empty site imports from it."""
    export_edition(folder=folder / "prima", slug="2026")
    empty_site()
    import_edition(folder=folder / "prima", slug="2026")
    export_edition(folder=folder / "dopo", slug="2026")
    return contents(folder / "prima"), contents(folder / "dopo")


@pytest.fixture
def with_files() -> SchedaPage:
    """A scheda with every kind of block that shows a file, one image twice with different words."""
    image, document = make_image(), make_document()
    shown = {"image": image.pk, "alt_text": "Avviso: tavolo, convenzione", "decorative": False}
    again = {"image": image.pk, "alt_text": "", "decorative": True}
    scheda = make_scheda()
    scheda.contenuto = SchedaPage.contenuto.field.to_python(
        [
            {"type": "immagine", "value": {"immagine": shown, "didascalia": "Fonte: «noi»"}},
            {"type": "testo", "value": "In mezzo."},
            {"type": "immagine", "value": {"immagine": again, "didascalia": ""}},
            {
                "type": "documento",
                "value": {"documento": document.pk, "titolo": "", "descrizione": "Del 2026: bozza"},
            },
        ]
    )
    return publish(scheda)


def test_the_demonstration_edition_through_an_emptied_database(tmp_path: Path) -> None:
    import_edition(folder=DEMO, slug="2026")
    before, after = there_and_back(tmp_path)
    assert before == after
    # A file for each file, and the same blocks in it: nothing was lost on the way in.
    assert set(before) == {path.name for path in DEMO.iterdir()}
    for path in DEMO.glob("*.md"):
        assert zones_in(before[path.name].decode()) == zones_in(path.read_text("utf-8"))


def zones_in(source: str) -> dict[str, list[Any]]:
    """Heading → its blocks, as a file says them."""
    _, *zones = source.split("\n## ")
    return {each.partition("\n")[0]: parse_zone(each.partition("\n")[2]) for each in zones}


@pytest.mark.django_db(transaction=True)
def test_files_go_with_the_schede_through_a_flush(with_files: SchedaPage, tmp_path: Path) -> None:
    seen = with_files.zone_html["contenuto"]
    assert seen.count("<figure") == 2
    assert "Schema di avviso" in seen
    make_image("inutile.png", title="Non la mostra nessuno")
    export_edition(folder=tmp_path / "prima", slug="2026")
    before = contents(tmp_path / "prima")
    assert {"file/schema.png", "file/avviso.pdf", "_file.yaml"} <= set(before)
    assert before["file/avviso.pdf"] == PDF
    call_command("flush", interactive=False, verbosity=0)
    empty_archive()
    _refill()
    import_edition(folder=tmp_path / "prima", slug="2026")
    export_edition(folder=tmp_path / "dopo", slug="2026")
    assert contents(tmp_path / "dopo") == before
    image, document = Image.objects.get(), Document.objects.get()
    assert (image.title, image.testo_alternativo) == ("Schema degli atti", "Tre atti in fila")
    assert document.title == "Schema di avviso"
    again = SchedaPage.objects.get().zone_html["contenuto"]
    assert again.count("<figure") == 2
    assert 'alt="Avviso: tavolo, convenzione"' in again
    assert "Schema di avviso" in again


def _refill() -> None:
    """What `migrate` and `bootstrap` make in an empty database."""
    from django.contrib.contenttypes.models import ContentType

    from tests.conftest import _restore_permissions

    ContentType.objects.clear_cache()
    _restore_permissions()
    bootstrap_site()


def cleaned(name: str, pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The blocks that the form of the admin takes, as it takes them."""
    children = SchedaPage._meta.get_field(name).stream_block.child_blocks
    kept = []
    for kind, value in pairs:
        child = children.get(kind)
        if child is None:
            continue
        try:
            kept.append((kind, child.clean(child.normalize(child.to_python(value)))))
        except ValidationError:
            continue
    return kept


hostile_lines = lines.map(lambda line: line.replace("\x00", ""))
TITLE = hostile_lines.map(lambda line: f"{line}?"[:200])


@hypothesis_settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    zones=st.fixed_dictionaries({name: st.lists(blocks, max_size=4) for name in ZONE}),
    title=TITLE,
    in_breve=st.lists(hostile_lines, min_size=1, max_size=3).map("\r\n".join),
    fonte=hostile_lines,
)
def test_hostile_text_comes_back_byte_by_byte(
    tmp_path: Path, zones: dict[str, Any], title: str, in_breve: str, fonte: str
) -> None:
    assume(in_breve.strip() and fonte.strip())
    folder = tmp_path / "caso"
    shutil.rmtree(folder, ignore_errors=True)
    with transaction.atomic():
        make_edition()
        values = {name: cleaned(name, pairs) for name, pairs in zones.items()}
        scheda = make_scheda(title=title, in_breve=in_breve, fonte=fonte, **values)
        scheda = SchedaPage.objects.get(pk=scheda.pk)
        stored, html = zone(scheda), scheda.zone_html
        before, after = there_and_back(folder)
        again = SchedaPage.objects.get()
        assert before == after
        assert zone(again) == stored
        assert again.zone_html == html
        assert again.paragrafi == scheda.paragrafi
        transaction.set_rollback(True)


def test_every_field_that_the_page_shows_is_in_its_file(tmp_path: Path) -> None:
    part = make_part()
    office = Ufficio.objects.create(nome="Sociale", codice="sociale", email="s@example.it")
    fields = {
        "sommario": "Di che si tratta: in una riga",
        "seo_title": "Il titolo # per i motori",
        "search_description": "Descrizione",
        "ufficio": office,
    }
    make_scheda(part, codice="1.1")
    scheda = make_scheda(part, codice="1.2", title="Si può «davvero»: sì o no?", **fields)
    terms = Termine.objects.filter(codice__in=["co-progettazione", "durante", "prima"])
    scheda.termini.set(terms)
    publish(scheda)
    export_edition(folder=tmp_path / "edizione", slug="2026")
    empty_site()
    import_edition(folder=tmp_path / "edizione", slug="2026")
    again = SchedaPage.objects.get(codice="1.2")
    assert {name: getattr(again, name) for name in fields} == fields
    assert again.title == scheda.title
    assert again.slug == scheda.slug
    assert again.livello == "letto-sul-testo"
    assert set(again.termini.all()) == set(terms)
    assert [s.codice for s in SchedaPage.objects.order_by("path")] == ["1.1", "1.2"]


def test_links_are_written_as_addresses_that_last(tmp_path: Path) -> None:
    old = make_edition("2025")
    past = make_scheda(make_part(old), codice="2.1")
    part = make_part(make_edition("2026"), 2)
    first = make_scheda(part, codice="1.1")
    page = make_page("Chi siamo")
    source = (
        f"[uno]({first.url}), [due]({first.full_url}#norme), [senza barra]({first.url.rstrip('/')}), "
        f"[tre]({past.url}?a=b), [quattro]({page.full_url}), [fuori](https://example.org{first.url}), "
        f"`[codice]({first.url})`, \\[non link]({first.url}), [norma](urn:nir:stato:legge:1990-08-07;241)"
    )
    note = {"genere": "nota", "titolo": "", "testo": f"Vedi [uno]({first.url})."}
    make_scheda(part, codice="1.2", contenuto=[*text(source), ("richiamo", note)])
    export_edition(folder=tmp_path / "edizione", slug="2026")
    written = next((tmp_path / "edizione").glob("1.2-*.md")).read_text("utf-8")
    assert (
        "[uno](/s/1.1/), [due](/s/1.1/#norme), [senza barra](/s/1.1/), "
        f"[tre](/s/2.1/2025/?a=b), [quattro]({page.url}), [fuori](https://example.org{first.url}), "
        f"`[codice]({first.url})`, \\[non link]({first.url}), [norma](urn:nir:stato:legge:1990-08-07;241)"
    ) in written
    assert "    Vedi [uno](/s/1.1/)." in written


def test_only_what_readers_see_is_exported(tmp_path: Path) -> None:
    part = make_part()
    make_scheda(part, codice="1.1")
    make_scheda(part, codice="1.2", live=False)
    draft = make_scheda(part, codice="1.3")
    draft.in_breve = "Ancora da decidere."
    draft.save_revision()
    hidden = make_scheda(part, codice="1.4")
    hidden.view_restrictions.create(restriction_type="login")
    outcome = export_edition(folder=tmp_path / "edizione", slug="2026")
    assert (outcome.esportate, outcome.lasciate_fuori) == (["1.1", "1.3"], ["1.2", "1.4"])
    written = b"".join(contents(tmp_path / "edizione").values()).decode()
    assert "Domanda 1.3?" in written
    assert "Ancora da decidere" not in written
    assert "Domanda 1.2?" not in written
    assert "Domanda 1.4?" not in written


def test_a_file_that_not_everybody_may_have_stops_the_export(
    with_files: SchedaPage, tmp_path: Path
) -> None:
    from wagtail.models import Collection

    closed = Collection.get_first_root_node().add_child(name="Riservata")
    closed.view_restrictions.create(restriction_type="login")
    Document.objects.update(collection=closed)
    with pytest.raises(ExportRefused, match="riservata"):
        export_edition(folder=tmp_path / "edizione", slug="2026")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_not_written_over(tmp_path: Path) -> None:
    make_scheda()
    folder = tmp_path / "edizione"
    folder.mkdir()
    (folder / "tesi.md").write_text("Tre anni di lavoro.")
    for options in ({}, {"sovrascrivi": True}):
        with pytest.raises(CommandError, match="Niente esportato"):
            call_command("export_sussidiario", folder, edizione="2026", **options)
    assert contents(folder) == {"tesi.md": b"Tre anni di lavoro."}


def test_written_over_when_told_and_only_what_is_of_the_edition(tmp_path: Path) -> None:
    scheda, folder = make_scheda(), tmp_path / "edizione"
    call_command("export_sussidiario", folder, edizione="2026")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "9.9-tolta.md").write_text("una scheda che non c’è più")
    scheda.in_breve = "Un’altra risposta."
    publish(scheda, tipo="sostanziale", testo="Cambia.")
    with pytest.raises(CommandError, match="non è vuota"):
        call_command("export_sussidiario", folder, edizione="2026")
    call_command("export_sussidiario", folder, edizione="2026", sovrascrivi=True)
    written = contents(folder)
    assert set(written) == {"_edizione.yaml", "1.1-domanda-1-1.md", ".git/HEAD"}
    assert "Un’altra risposta.".encode() in written["1.1-domanda-1-1.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["edizione"]


def test_what_an_import_would_refuse_is_not_written(tmp_path: Path) -> None:
    """A zone from before headings began at level 3."""
    make_scheda(contenuto=text("## Un titolo di troppo"))
    with pytest.raises(ExportRefused, match=r"1\.1-domanda-1-1\.md:.*«### Un titolo di troppo»"):
        export_edition(folder=tmp_path / "edizione", slug="2026")
    assert list(tmp_path.iterdir()) == []


# --- files, coming in ---------------------------------------------------------------------------


@pytest.fixture
def folder(with_files: SchedaPage, tmp_path: Path) -> Path:
    export_edition(folder=tmp_path / "edizione", slug="2026")
    empty_site()
    return tmp_path / "edizione"


def refused(folder: Path) -> str:
    with pytest.raises(ImportRefused) as refusal:
        import_edition(folder=folder, slug="2026")
    assert not SchedaPage.objects.exists()
    assert not EdizionePage.objects.exists()
    return str(refusal.value)


def stored() -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def line_of(path: Path, words: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if words in line)


def test_a_missing_file_and_a_wrong_one_are_named_by_line(folder: Path) -> None:
    scheda = next(folder.glob("1.1-*.md"))
    (folder / "file" / "schema.png").write_bytes(picture("PNG", (10, 10)))
    line = line_of(scheda, '!!! immagine "schema.png"')
    assert f"{scheda.name}:{line}: file/schema.png non è il file indicato" in refused(folder)
    (folder / "file" / "schema.png").unlink()
    assert f"{scheda.name}:{line}: manca il file file/schema.png" in refused(folder)
    assert stored() == []


def test_a_file_that_is_not_what_its_name_says_is_refused_and_nothing_stays(folder: Path) -> None:
    """As the form of the admin refuses it; what was stored before it is taken away again."""
    scheda = next(folder.glob("1.1-*.md"))
    (folder / "_file.yaml").unlink()
    (folder / "file" / "avviso.pdf").write_bytes(b"<!doctype html>")
    source = scheda.read_text("utf-8")
    kept = [line for line in source.splitlines() if "sha256" not in line]
    scheda.write_text("\n".join(kept) + "\n", "utf-8")
    assert "file/avviso.pdf: Il contenuto del file non corrisponde" in refused(folder)
    assert stored() == []


def test_a_dry_run_stores_no_file(folder: Path) -> None:
    import_edition(folder=folder, slug="2026", dry_run=True)
    assert stored() == []
    assert not Image.objects.exists()


def test_the_file_that_the_archive_has_is_used(folder: Path) -> None:
    image = make_image("altro-nome.png", title="Come la chiamiamo noi")
    import_edition(folder=folder, slug="2026")
    assert Image.objects.get() == image
    assert Document.objects.get().title == "Schema di avviso"


def test_the_file_of_a_killed_import_is_taken_over(folder: Path) -> None:
    left = Path(settings.MEDIA_ROOT) / "original_images" / "schema.png"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes((folder / "file" / "schema.png").read_bytes())
    import_edition(folder=folder, slug="2026")
    assert Image.objects.get().file.name == "original_images/schema.png"


def test_two_files_of_one_name_keep_both(tmp_path: Path) -> None:
    one, two = make_document(), make_document(data=PDF + b" e ancora", title="L’altro")
    # As the archive of another system would have them: in two folders.
    other = Path(settings.MEDIA_ROOT) / "documents" / "b"
    other.mkdir(parents=True)
    (Path(settings.MEDIA_ROOT) / two.file.name).rename(other / "avviso.pdf")
    Document.objects.filter(pk=two.pk).update(file="documents/b/avviso.pdf")
    values = [
        ("documento", {"documento": Document.objects.get(pk=d.pk), "titolo": "", "descrizione": ""})
        for d in (one, two)
    ]
    make_scheda(contenuto=values)
    before, after = there_and_back(tmp_path)
    assert before == after
    assert {d.title for d in Document.objects.all()} == {"Schema di avviso", "L’altro"}
