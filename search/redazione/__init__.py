"""Search as editors look after it: synonyms, promoted results, what is searched, why a page is found."""
