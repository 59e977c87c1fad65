"""The file of the glossary: read whole or refused with the place, idempotent, edits are left."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from piattaforma.nucleo.refusals import ImportRefused
from sussidiario.demo import load_glossary
from sussidiario.glossario.importer import import_glossary
from sussidiario.models import UsoGlossario, VoceGlossario
from tests.factories import make_voce

pytestmark = pytest.mark.django_db

TWO = """\
- termine: Patto
  codice: patto
  sinonimi: [accordo]
  definizione: "Un atto tra enti."
  fonte: "Letta."
  livello: letto-sul-testo
  temi: [trasparenza]
  vedi: [ente]
- termine: Ente
  codice: ente
  definizione: "Chi firma un patto."
  fonte: "Letta."
  livello: da-confermare
"""


def written(folder: Path, source: str) -> Path:
    path = folder / "glossario.yaml"
    path.write_text(source, encoding="utf-8")
    return path


def test_voices_are_published_with_their_links(tmp_path: Path) -> None:
    outcome = import_glossary(path=written(tmp_path, TWO))
    assert outcome.nuove == ["patto", "ente"]
    patto = VoceGlossario.objects.get(codice="patto")
    assert (patto.live, patto.elenco_sinonimi, patto.livello) == (
        True,
        ["accordo"],
        "letto-sul-testo",
    )
    assert [v.codice for v in patto.vedi.all()] == ["ente"]
    assert [t.codice for t in patto.temi.all()] == ["trasparenza"]
    # The first one was read when the second was not there yet.
    assert set(UsoGlossario.objects.values_list("codice", flat=True)) == {"ente", "patto"}


def test_again_nothing_changes_and_edits_are_left(tmp_path: Path) -> None:
    path = written(tmp_path, TWO)
    import_glossary(path=path)
    revisions = VoceGlossario.objects.get(codice="patto").revisions.count()
    assert import_glossary(path=path).invariate == ["patto", "ente"]
    assert VoceGlossario.objects.get(codice="patto").revisions.count() == revisions
    edited = VoceGlossario.objects.get(codice="ente")
    edited.definizione = "Scritta a mano."
    edited.save_revision().publish()
    changed = written(
        tmp_path,
        TWO.replace("Un atto tra enti.", "Un altro atto.").replace("Chi firma", "Chi legge"),
    )
    outcome = import_glossary(path=changed)
    assert (outcome.aggiornate, outcome.lasciate) == (["patto"], ["ente"])
    assert VoceGlossario.objects.get(codice="patto").definizione == "Un altro atto."
    assert VoceGlossario.objects.get(codice="ente").definizione == "Scritta a mano."
    import_glossary(path=changed, overwrite=True)
    assert VoceGlossario.objects.get(codice="ente").definizione == "Chi legge un patto."


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        ("codice: ente", "codice: patto", "glossario.yaml:9: voce «patto», codice: un’altra voce"),
        (
            "termine: Ente",
            "termine: Accordo",
            "glossario.yaml:1: voce «patto», sinonimi: «accordo» è già della voce «ente»",
        ),
        ("vedi: [ente]", "vedi: [nessuna]", "glossario.yaml:1: voce «patto», vedi: «nessuna»"),
        ("[trasparenza]", "[inventato]", "glossario.yaml:1: voce «patto», temi: «inventato»"),
        (
            "livello: da-confermare",
            "livello: certo",
            "glossario.yaml:9: voce «ente», livello: scegli",
        ),
        ("[accordo]", "accordo", "voce «patto», sinonimi: serve un elenco"),
        ("sinonimi:", "sinonimo:", "voce «patto», sinonimo: questa chiave"),
        ("Chi firma", "x" * 401, "voce «ente», definizione: La definizione supera 400 caratteri"),
        ('"Un atto tra enti."', "''", "voce «patto», definizione: manca"),
        ("- termine: Ente", "- [", "il file non si legge"),
        ("- termine: Ente", "- Ente\n- termine: Ente", "glossario.yaml:9: ogni voce ha chiavi"),
        ("codice: patto", "codice: un patto", "glossario.yaml:1: voce «un patto», codice: "),
    ],
)
def test_all_or_none_with_the_place_of_the_error(
    tmp_path: Path, before: str, after: str, error: str
) -> None:
    path = written(tmp_path, TWO.replace(before, after))
    with pytest.raises(ImportRefused, match=error):
        import_glossary(path=path)
    with pytest.raises(CommandError, match=f"Niente importato.\n.*{error}"):
        call_command("import_glossario", path)
    assert not VoceGlossario.objects.exists()


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, TWO)
    call_command("import_glossario", path)
    assert capsys.readouterr().out == "nuove: patto, ente\n"
    voce = VoceGlossario.objects.get(codice="ente")
    voce.unpublish()
    call_command("import_glossario", path)
    assert capsys.readouterr().out == "invariate: patto\nlasciate: ente\n"
    call_command("import_glossario", path, sovrascrivi=True)
    assert capsys.readouterr().out == "aggiornate: ente\ninvariate: patto\n"


def test_a_voice_written_in_the_admin_is_left(tmp_path: Path) -> None:
    make_voce("Ente", definizione="Della redazione.")
    assert import_glossary(path=written(tmp_path, TWO)).lasciate == ["ente"]
    assert VoceGlossario.objects.get(codice="ente").definizione == "Della redazione."


def test_the_demonstration_has_sixty_voices() -> None:
    assert len(load_glossary().nuove) >= 60
    assert not VoceGlossario.objects.filter(fonte="").exists()
