// Leads from a former address to the page's new one and keeps the place on it. Without this script the page leads there too,
// but to its start.
const target = document.currentScript.dataset.to;
location.replace(target + location.search + location.hash);
