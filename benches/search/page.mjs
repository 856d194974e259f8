// The results page and a page with a search field as a theme writes them, for tests and measurements without one.

const PRELOAD = '<link rel="preload" as="fetch" href="index.bin" crossorigin>';

export const results = (script = '/search/script.js', more = PRELOAD) => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Search</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self' file:">
${more}<script defer src="${script}"></script></head><body><main>
<h1>Search</h1>
<form role="search" action="./" method="get"><label for="q">Search this site</label> <input id="q" name="q" type="search"><button>Search</button></form>
<div data-search-archive><p>Everything by year</p></div>
<div data-search-results data-kind-report="Report" data-kind-newsletter="Newsletter" hidden>
<p role="status" data-status data-searching="Searching…" data-none="No results for “{query}”." data-one="1 result for “{query}”." data-many="{total} results for “{query}”." data-narrowed="{total} results." data-offline="Search needs a connection, and there is none at the moment." data-version="This site has changed since you opened the page. Please reload it." data-failed="Search does not work at the moment."></p>
<p data-corrected hidden>Showing results for <b data-query></b>. <a href="#">Search instead for <b data-typed></b></a></p>
<p><button type="button" data-again hidden>Try again</button></p>
<details data-panel><summary>Narrow these results</summary><form data-filters>
<label>Order <select name="sort"><option value="">Best first</option><option value="date">Newest first</option></select></label>
<fieldset data-group="kind" hidden><legend>Kind</legend></fieldset><fieldset data-group="year" hidden><legend>Year</legend></fieldset>
<fieldset data-group="topic" hidden><legend>Topic</legend></fieldset><fieldset data-group="author" hidden><legend>Author</legend></fieldset>
<button type="reset">Show all</button></form></details>
<ol data-list></ol>
<template data-item><li><h2><a data-title></a></h2><p><span data-kind></span> <time data-date></time> <span data-section></span></p><p data-excerpt></p></li></template>
<template data-value><label><input type="checkbox"> <span></span></label></template>
<p><button type="button" data-more hidden>Show more results</button></p></div>
</main></body></html>`;

export const page = (script = '/search/script.js') => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'">
<script defer src="${script}"></script></head><body><header>
<form role="search" action="/search/" method="get"><label for="q">Search this site</label> <input id="q" name="q" type="search"><button>Search</button>
<div id="found" role="listbox" aria-label="Suggestions" hidden></div></form></header>
<main><h1>A page</h1><p>Home treatment teams and the library.</p><input id="other" aria-label="Other"></main></body></html>`;
