// What scripts add to pages that work without them.
import { addAnchors } from "./ancore";
import { enableCopy } from "./copia";
import { followScroll } from "./indice";
import { enhanceMenu } from "./menu";
import { enablePrint } from "./stampa";
import { sendVoteInPlace } from "./voce";

enhanceMenu();
followScroll();
addAnchors();
enablePrint();
enableCopy();
sendVoteInPlace();
