//! The browser's side of search, JavaScript that reads the index. From: the modules of this folder,
//! joined and made smaller by `tests/search/client.mjs` into `built/`. To: text to publish.
//!
//! [`MODULE`] is for scripts that import it, in browsers and Node 20. [`script`] is for pages:
//! client and interface, a classic script, because browsers refuse modules to pages opened from
//! disk. `built/` is kept in the repository, so that masthead builds without Node; `node
//! tests/search/client.mjs --check` says whether it is what the modules give.

use super::manifest::{FOLDER, IndexFile};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// The index as a module: `import { open } from "./search.js"`.
pub const MODULE: &str = include_str!("built/search.js");
/// The client and its interface, for pages. The page of results loads [`RESULTS`] beside it.
const SCRIPT: &str = include_str!("built/script.js");
/// What the page of results does beyond that.
pub const RESULTS: &str = include_str!("built/results.js");
/// The name by which the script asks for [`RESULTS`].
pub const RESULTS_NAME: &str = "search-results.js";

/// Returns the script for pages, where [`RESULTS`] is published under the name `results`.
#[must_use]
pub fn script(results: &str) -> String {
    SCRIPT.replacen(RESULTS_NAME, results, 1)
}

/// Makes a script that holds the files of an index, for sites opened from disk, where nothing can
/// be fetched. It goes before [`script`] on every page.
#[must_use]
pub fn bundle(files: &[IndexFile]) -> String {
    let mut script = format!(
        "window.mastheadSearch=(f=>async u=>{{let \
         b=f[u.slice(u.lastIndexOf(\"/{FOLDER}/\")+{})];return b?new \
         Response(Uint8Array.from(atob(b),c=>c.charCodeAt(0))):new \
         Response(\"\",{{status:404}})}})({{\n",
        FOLDER.len() + 2
    );
    for (path, bytes) in files {
        let name = path
            .as_str()
            .strip_prefix(FOLDER)
            .map_or(path.as_str(), |name| name.trim_start_matches('/'));
        let _ = writeln!(script, "\"{name}\":\"{}\",", STANDARD.encode(bytes));
    }
    script.push_str("});\n");
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::OutputPath;

    #[test]
    fn the_script_with_its_interface_is_small() {
        let size = crate::search::gzip::compress(SCRIPT.as_bytes()).len();
        assert!(size <= 9 * 1024, "{size} bytes after gzip");
        let size = crate::search::gzip::compress(RESULTS.as_bytes()).len();
        assert!(size <= 3 * 1024, "{size} bytes after gzip");
    }

    #[test]
    fn the_script_knows_the_name_of_what_the_page_of_results_needs() {
        assert_eq!(SCRIPT.matches(RESULTS_NAME).count(), 1);
        assert!(script("search-results.0.js").contains("\"search-results.0.js\""));
    }

    #[test]
    fn nothing_from_the_index_is_taken_for_markup_or_code() {
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            ".style",
        ] {
            assert!(!SCRIPT.contains(forbidden), "{forbidden}");
            assert!(!RESULTS.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn a_bundle_names_files_as_the_script_asks_for_them() {
        let bundle = bundle(&[(OutputPath::new("search/index.bin"), b"foo".to_vec())]);
        assert!(bundle.contains("\"index.bin\":\"Zm9v\""), "{bundle}");
        assert!(bundle.contains("lastIndexOf(\"/search/\")+8"), "{bundle}");
    }
}
