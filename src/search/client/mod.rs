//! The browser's side: JavaScript that reads the index, joined into one file and made smaller.
//! From: the modules of this folder. To: [`module`] for scripts that import it, [`script`] for pages.
//!
//! A page's script is a classic one, deferred: it works from disk, where browsers refuse modules. The modules know nothing of
//! it: imports and exports between them are taken out, and their comments and indentation with them. Nothing is renamed, so
//! the code in the browser's debugger is the code of this folder.

mod strip;

use strip::strip;

/// The modules, each after those it needs.
const MODULES: [&str; 7] = [
    include_str!("words.js"),
    include_str!("texts.js"),
    include_str!("files.js"),
    include_str!("query.js"),
    include_str!("order.js"),
    include_str!("answer.js"),
    include_str!("search.js"),
];
const INTERFACE: &str = include_str!("interface.js");

/// The index as a module: `import { open } from "./search.js"`. Works in browsers and in Node 20.
#[must_use]
pub fn module() -> String {
    format!("{}export{{open,SearchError}};\n", MODULES.map(strip).concat())
}

/// Everything that a page needs, as a classic script.
#[must_use]
pub fn script() -> String {
    format!("(()=>{{\"use strict\";\n{}{}}})();\n", MODULES.map(strip).concat(), strip(INTERFACE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_modules_use_one_name() {
        let script = script();
        let mut names = BTreeSet::new();
        for line in script.lines() {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').collect();
            let name = match words[..] {
                ["async", "function", name, ..] | ["function" | "class" | "const" | "let", name, ..] if !name.is_empty() => name,
                _ => continue,
            };
            // Indentation is gone, so what stands inside functions comes along; it may repeat. Top-level names are in MODULES.
            let top = MODULES.iter().chain([&INTERFACE]).filter(|module| declares(module, name)).count();
            assert!(top <= 1, "{name} is declared in {top} modules");
            names.insert(name);
        }
        assert!(names.contains("open") && names.contains("suggest"), "{names:?}");
    }

    fn declares(module: &str, name: &str) -> bool {
        let kinds = ["function ", "async function ", "class ", "const ", "let "];
        module.lines().map(|line| line.strip_prefix("export ").unwrap_or(line)).any(|line| {
            let declared = kinds.iter().find_map(|kind| line.strip_prefix(kind));
            declared.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    }

    #[test]
    fn the_script_with_its_interface_is_small() {
        let size = crate::search::gzip::compress(script().as_bytes()).len();
        assert!(size <= 9_000, "{size} bytes after gzip");
    }

    #[test]
    fn nothing_of_a_page_is_taken_for_markup() {
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            assert!(!script().contains(forbidden), "{forbidden}");
        }
    }
}
