"""What may stand between a part and its act, an act and its parts, a name and its number."""

import re

from .said import SAID

_OF = r"(?:del(?:lo |la |l'|le |li )?|dei |degli |di |al(?:lo |la |l')?|ai |agli |d')"
_SAID = (
    rf"(?:(?:{SAID}|vigent|previgent|nuov|vecchi|precedent|"
    r"attual|allor|odiern|c\. ?d\.|cosiddett|sopra|già|relativ|not|nostr|quest|tal|successiv|presente)[a-z']*\.? *)"
)
_BY = (
    r"(?:di +cui|previst[oaie]|contenut[oaie]|recat[oaie]|stabilit[oaie]|disciplinat[oaie])"
    r"(?: +(?:(?:da|ne|a)?ll[ao]|al|ai|agli|dal|dai|dagli|nel|nei|negli)(?= )| +(?:a|da|ne)ll')?"
)
#: what may stand between a part and its act
FORWARD = re.compile(
    r" *+(?:,? *+\([^()]{0,140}\))?(?: *+,? *+(?:rubricat[oa] *+)?\"[^\"]{0,160}\")? *+,?+ *+-?+ *+"
    rf"(?:{_OF}|{_BY})? *+{_SAID}*+(?:(?:regolamento|testo +unico|t\. ?u\.|codice|statuto)(?: +[a-zà-ù']+){{0,12}}?,? +(?:di +cui +a|approvat[oa] +co|adottat[oa] +co|emanat[oa] +co|recat[oa] +da)(?:l|n|ll[ao]|ll'|n il)(?: |(?<=')) *+|legge(?: +[a-zà-ù']+){{1,8}} +(?=\())?(?:[\"(\[]|c\. ?d\. *+\"?)? *+"
)
GENITIVE_NEXT = re.compile(r" *+,?+ *+(?:del(?:lo|la|l'|le)?|dei|degli|di cui)(?= |(?<='))")
#: "e ss.mm.ii.", "e s.m.i.", "e successive modifiche ed integrazioni"
_AS_AMENDED = (
    r"(?: *+,?+ *+(?:ed? +|come +)?(?:ss\.? ?mm\.?(?: ?(?:ed? ?)?ii\.?)?|s\.? ?m\.? ?(?:ed? ?|\. ?)?i(?:\.|(?!\w))"
    r"|(?:sue +)?succ(?:essiv[aeio]|\.) +(?:mod(?:ific(?:he|azion[ei])|if?\.|\.)|integr[a-z]*\.?)(?: *(?:,|ed?|o|e/o) +(?:successive +)?(?:integr|mod)[a-z]*\.?)?))"
)
#: what may stand between an act and a part that follows it
BACKWARD = re.compile(
    rf"(?:(?: *\([^()]{{2,60}}\))?+{_AS_AMENDED})?+(?: *\([^()]{{3,300}}\))?+"
    r"(?: *+[,;:→-]?+| *,? *(?:recante +)?\"[^\"]{0,300}\",?| *\"?) *+[->(]?+ *+"
    r"(?:(?:,? *(?:ed?,? +)?(?:in +(?:particolare|specie)|con +(?:particolare|specifico) +(?:riferimento|riguardo)|segnatamente|specie|spec\.|ex|cfr\.|si +veda|v\.))"
    r",? *(?:(?:a|ne)?gli |(?:al|nel)?l[' ]|(?:a|ne)i )?|agli |all'|gli (?=artt))? *+"
)
#: what may stand between a name and the number in brackets that says the same act
SAME_ACT = re.compile(
    r"(?: *+,?+ *+[(-]?+|(?: +[a-zà-ù']+){1,7}? *\() *+(?:di cui al(?:la |l'| )|approvat[oa] (?:con|dal|col)(?:la |l'| )?|(?:emanat|adottat|recat|istituit)[oa] (?:con|dal)(?:la |l'| )?|cioè |ossia |ovvero |ora |oggi |ex |- )?(?:il |la |l')? *+"
)
LONGEST_GAP = 120
NUMBER_END = re.compile(r"[0-9]\)$")
BELOW = re.compile(r" *+,? *+\(?")
OPENED = re.compile(r" *\(")
#: what may stand between an act and the name that is its title
TITLE = re.compile(
    r"(?: *\(?(?:di +seguito|d'ora +in +(?:poi|avanti)|da +qui +in +(?:poi|avanti)|in +seguito|nel +prosieguo)[ ,:]*(?:(?:anche|denominat[oa]|indicat[oa](?: +come)?|solo|semplicemente) +)?)?+"
    r" *+,?+ *+(?:(?:il|la|lo) |l')?+(?:recante|rubricat[oa]|intitolat[oa])?+ *+[(-]?+ *+\"?(?:(?:c\. ?d\.|cosiddett[oa]|approvazione +del(?:l[ao']?)?) *)?\"?"
)
JOIN = re.compile(
    r" *+(?:,? *(?:ed?|o|nonch(?:é|e')) |,)? *+"
    r"(?:(?:[dan]e?|da)?l{1,2}'|(?:[da]e?)?gli |al(?:la)? |del(?:la)? |la |il |ai )? *+"
)
ANAPHOR_ARTICLE = re.compile(rf"{SAID}[oaie]\.? *$")
ANAPHOR_INSIDE = re.compile(rf" {SAID}[oa] +art")
#: "comma 3 dello stesso articolo", "lettera b) del medesimo comma"
SAME_PART = re.compile(
    rf" *+,?+ *+del(?:lo|la|l')? *+{SAID}[oa] +(?:(?P<article>art(?:icolo|\.))|comma)(?! *[0-9])"
)
#: an act that changed the one before it: the parts that follow are of that one
CHANGED_BY = re.compile(
    r"(?:conv(?:\.|ertit[oa])|modificat[oaie]|modif?\.|novellat[oa]|sostituit[oa]|integrat[oa]|introdott[oa]|inserit[oa]|recepit[oa])"
    r"[^;()]{0,50}$"
    # in the title of another act: "legge 131/2003, recante … alla legge cost. 3/2001, e in particolare"
    r"|(?:recant[ei]|concernent[ei]|intitolat[oa])[^;()]{0,180}$"
)
#: the note of a consolidated text: "Comma inserito con l.r. 9/2013, art. 2" is of the l.r. 9/2013
NOTE_OF_CHANGE = re.compile(
    r"[.;]\s+(?=[A-ZÀ-Ù])|\(|(?i:comma|lettera|articol[oi]|capo|period[oi]|parol[ae]|rubrica|allegato)\s"
)
#: "l'art. 7, come modificato dalla l. 15/2005, della l. 241/1990"
AMENDED = re.compile(
    r" *+,?+ *+(?:come +|così +|da +ultimo +)*+(?:modificat|sostituit|introdott|inserit|integrat|novellat|aggiunt|richiamat)[oaie] +(?:da|con)(?:l|ll[ao]|ll'|gli|i)? *+"
)
OF_ACT = re.compile(r" *+,?+ *+del(?:lo|la|l')? *+")
#: whose parts they are that follow: no act of law
OTHER_OWNER = re.compile(
    r" +(?:del(?:lo|la|l')? *)?(?:statut|regolament[oi] (?!\(?(?:ue|ce|u\. ?e|n|del))|capitolat|bando|avviso|informativ|convenzion|contratt|disciplinar|protocoll"
    r"|accord|linee guida|ccnl|c\. ?c\. ?n\. ?l|n\. ?t\. ?a|circolar|patto|piano|codice (?:etic|di comp|deont|intern)|deliberazion)"
)
#: what makes "Art. 9 - D.Lgs. 231/2001 e Codice etico" the heading of one's own article
LINE_START = re.compile(r"(?:^|\n)[ \t#*_]*$")
HEADING_GAP = re.compile(r" *[.:]? *[-(:]")
#: after a line break and "ART. 3": a heading too
HEADING_REST = re.compile(r" *(?:[-–—.:(]|[A-ZÀ-Ù])")
BESIDE = re.compile(r"[ ,]*")
