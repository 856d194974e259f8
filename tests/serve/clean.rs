//! A clean build of a site, to compare what the preview serves with.

use crate::preview::Preview;
use crate::support::Site;
use crate::support::tree::{Entry, Tree};
use masthead::serve::without_script;

/// What a build that remembers nothing makes of a site.
pub(crate) struct CleanBuild {
    /// The findings: code, file and line.
    findings: Vec<String>,
    /// The files, unless an error kept them from being published.
    pub(crate) files: Option<Tree>,
}

impl CleanBuild {
    /// Builds the site as it is; `None` when its folder holds no site.
    pub(crate) fn of(site: &Site) -> Option<Self> {
        let ran = site.run(&["build", "--no-cache", "--format", "json"]);
        if ran.code() == Some(2) {
            return None;
        }
        let printed: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        Some(Self {
            findings: summary(&printed["findings"]),
            files: (ran.code() == Some(0)).then(|| site.tree("public")),
        })
    }

    /// Says in what the preview differs, if it does. Every file is the same byte for byte, but for
    /// the script.
    pub(crate) fn difference(&self, preview: &Preview) -> Option<String> {
        let findings = summary(&preview.state("/")["findings"]);
        if findings != self.findings {
            return Some(format!("{findings:?} instead of {:?}", self.findings));
        }
        for (path, entry) in self.files.iter().flat_map(|tree| &tree.0) {
            let Entry::File(entry) = entry else { continue };
            if path.starts_with('.') {
                continue;
            }
            let reply = preview.get(&format!("/{path}"));
            let served = if path.rsplit('.').next() == Some("html") {
                without_script(&reply.text()).into_bytes()
            } else {
                reply.body
            };
            if served != *entry {
                return Some(format!("{path} is served otherwise ({})", reply.status));
            }
        }
        None
    }
}

/// Lists findings in order, those too that the preview tells with one like them.
fn summary(findings: &serde_json::Value) -> Vec<String> {
    let mut all = Vec::new();
    for found in findings.as_array().into_iter().flatten() {
        let others = found["others"]["places"].as_array().into_iter().flatten();
        for place in [found].into_iter().chain(others) {
            all.push(format!(
                "{} {} {}",
                found["code"], place["file"], place["line"]
            ));
        }
    }
    all.sort();
    all
}
