// What scripts add to pages that work without them.
import { addAnchors } from "./ancore";
import { completeSearches } from "./completa";
import { enableCopy } from "./copia";
import { applyFilters } from "./filtra";
import { followScroll } from "./indice";
import { rememberRead } from "./lette";
import { enhanceMenu } from "./menu";
import { markNews } from "./novita";
import { explainLinks } from "./spiega";
import { enablePrint } from "./stampa";
import { sendVoteInPlace } from "./voce";

enhanceMenu();
followScroll();
addAnchors();
enablePrint();
rememberRead();
markNews();
explainLinks();
enableCopy();
sendVoteInPlace();
completeSearches();
applyFilters();
