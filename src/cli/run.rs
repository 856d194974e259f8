//! The context of one command: the site's folder, the day, the clock and the terminal. From: global
//! options and the environment. To: values for the stages, and printed findings.
#![allow(
    clippy::disallowed_methods,
    reason = "the run reads the environment and the clock so that nothing else has to"
)]

use super::args::{ContentArgs, FindingFormat, GlobalArgs};
use super::disk as files;
use super::exit::Exit;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::base::{Code, Date, Faults, OutputPath, Severity, SourcePath};
use crate::check::{self, AddressChanges, PublishedSite};
use crate::disk;
use crate::model::{Release, Withhold};
use crate::parse::settings::{checked_base_url, read_settings};
use crate::pipeline::{Acceptances, Options, Outcome, Search};
use crate::present::{human, json, summary};
use crate::publish::{Manifest, ProtectedFolders};
use crate::scan::{self, CachePolicy};
use crate::source::SourceTree;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// A run of a command.
pub(super) struct CommandRun {
    global: GlobalArgs,
    started: Instant,
}

impl CommandRun {
    pub(super) fn new(global: GlobalArgs) -> Self {
        Self {
            global,
            started: Instant::now(),
        }
    }

    pub(super) fn terminal(&self) -> Terminal {
        Terminal::new(&self.global)
    }

    pub(super) fn format(&self) -> FindingFormat {
        self.global.format
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Finds the site's folder.
    pub(super) fn root(&self) -> Result<PathBuf, Failure> {
        find_root(self.global.root.as_ref())
    }

    /// Reports whether there is a site to work on. A folder that was named counts as one, so that
    /// its faults are reported.
    pub(super) fn has_site(&self) -> bool {
        self.global.root.is_some() || self.root().is_ok()
    }

    /// Prints findings and the summary. What was done is done, whether or not anybody can read it.
    pub(super) fn print(&self, site: &SiteFolder, findings: &Faults, report: &summary::Report<'_>) {
        let terminal = self.terminal();
        let sources = |path: &SourcePath| site.text(path);
        if self.global.format == FindingFormat::Json {
            let text = format!("{:#}\n", json::report(report, &sources));
            return Terminal::unless_lost(Terminal::answer(&text));
        }
        Terminal::report(&human::findings(findings, &sources, terminal.colour()));
        let words = summary::summary(report);
        if findings.has_errors() && !self.global.quiet {
            Terminal::conclude(&words);
        } else {
            terminal.say(&words);
        }
    }
}

/// Finds a site's folder: as given, else the nearest folder upward that holds `content`.
pub(super) fn find_root(given: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(root) = given {
        if root.join("content").is_dir() {
            return Ok(root.clone());
        }
        return Err(Failure::usage(format!(
            "there is no folder `content` in `{}`; `masthead init {0}` makes a small site there",
            root.display()
        )));
    }
    let here = env::current_dir()
        .map_err(|error| Failure::usage(format!("this folder cannot be read: {error}")))?;
    let found = here
        .ancestors()
        .find(|folder| folder.join("content").is_dir());
    let found = found.ok_or_else(|| {
        Failure::usage(format!(
            "there is no folder `content` in `{}` or above it; `masthead init my-site` makes a \
             small site to start from",
            here.display()
        ))
    })?;
    Ok(if found == here {
        PathBuf::from(".")
    } else {
        found.to_path_buf()
    })
}

/// The site that a command works on.
pub(super) struct SiteFolder {
    pub(super) root: PathBuf,
    pub(super) tree: SourceTree,
    scanned: Faults,
}

impl SiteFolder {
    /// Finds and reads the site.
    pub(super) fn open(run: &CommandRun, policy: CachePolicy) -> Result<Self, Failure> {
        Ok(Self::read(&run.root()?, policy))
    }

    /// Reads the site at `root`.
    pub(super) fn read(root: &Path, policy: CachePolicy) -> Self {
        let (tree, scanned) = scan::scan(root, policy);
        Self {
            root: root.to_path_buf(),
            tree,
            scanned,
        }
    }

    /// Makes the options of a build from the command line and the settings.
    pub(super) fn options(&self, args: &ContentArgs) -> Result<Options, Failure> {
        self.options_of(args.base_url.as_deref(), args.drafts, args.future)
    }

    /// Makes the options of a build from single values.
    pub(super) fn options_of(
        &self,
        base_url: Option<&str>,
        drafts: bool,
        future: bool,
    ) -> Result<Options, Failure> {
        let base_url = checked(base_url)?;
        let (settings, _) = read_settings(self.tree.text(crate::parse::settings::SETTINGS));
        let release = Release {
            today: today(&settings.time_zone)?,
            drafts: Withhold::unless(drafts),
            future: Withhold::unless(future),
        };
        Ok(Options {
            release,
            base_url,
            search: Search::Include,
        })
    }

    /// Joins the findings of a build with those of the scan; `--strict` makes them errors.
    pub(super) fn findings(
        &self,
        found: Faults,
        acceptances: &Acceptances,
        args: &ContentArgs,
    ) -> Faults {
        let mut found = self.findings_of(found, acceptances);
        if args.strict {
            for finding in found.iter_mut() {
                finding.severity = Severity::Error;
            }
        }
        found
    }

    /// Joins findings with those of the scan, without those that somebody accepts and without
    /// changing their severity.
    pub(super) fn findings_of(&self, mut found: Faults, acceptances: &Acceptances) -> Faults {
        found.extend(self.scanned.iter().cloned());
        acceptances.sift(&mut found);
        found.sort();
        found
    }

    /// Returns a warning for everything that is accepted and that nothing needed, neither what the
    /// build `found` nor what the scan did. With errors, and on pages that are held back, not
    /// everything was looked at.
    pub(super) fn unused_acceptances(&self, outcome: &Outcome, found: &Faults) -> Faults {
        if found.has_errors() || self.scanned.has_errors() {
            return Faults::new();
        }
        let build = found.iter().chain(&outcome.accepted);
        let mut unused = outcome.acceptances.unused(build.chain(&self.scanned));
        unused.retain(|fault| {
            let file = fault.span.as_ref().map(|span| &span.file);
            let mut held_back = outcome.held_back.iter();
            held_back.all(|page| Some(&page.source) != file)
        });
        unused
    }

    /// Gives the text of a file for excerpts. For a file that could not be read as text, it gives
    /// what can be shown of it, even if the embedded theme has a file of the same name.
    pub(super) fn text(&self, path: &SourcePath) -> Option<Arc<str>> {
        let is_refused_link = self.scanned.iter().any(|fault| {
            fault.code == Code::BadSymlink
                && fault.span.as_ref().is_some_and(|span| span.file == *path)
        });
        if is_refused_link {
            // What stands at the other end of the link is not for a log.
            return None;
        }
        let data = self.tree.data.get(path);
        let unread = data.is_some_and(|file| !file.faults.is_empty())
            || self
                .scanned
                .iter()
                .filter_map(|fault| fault.span.as_ref())
                .any(|span| span.file == *path);
        if unread {
            return disk::shown(&self.root, path);
        }
        let is_asset = self.tree.assets.contains_key(path);
        let text = self.tree.readable(path);
        text.or_else(|| disk::shown_text(&self.root, path).filter(|_| is_asset))
    }
}

/// Checks the address that `--base-url` gives.
pub(super) fn checked(base_url: Option<&str>) -> Result<Option<String>, Failure> {
    base_url
        .map(|url| {
            checked_base_url(url)
                .map_err(|problem| Failure::usage(format!("`--base-url {url}` {problem}")))
        })
        .transpose()
}

/// The most bytes of the list of a published site: one of 10,000 pages has about 3 MB.
const LARGEST_MANIFEST: u64 = 256 << 20;

/// Reads the list of the published site that `--against` names.
pub(super) fn former(args: &ContentArgs) -> Result<Option<PublishedSite>, Failure> {
    let Some(path) = &args.against else {
        return Ok(None);
    };
    let bytes = files::read(path, LARGEST_MANIFEST)?;
    let manifest = Manifest::parse(&bytes).ok_or_else(|| {
        let what = "is not the list of a published site; copy `.masthead.json` from the folder \
            that was published";
        Failure::usage(format!("`{}` {what}", path.display()))
    })?;
    Ok(Some(manifest.site()))
}

/// Compares the addresses of a build with those of a published site, if one was named.
pub(super) fn compare(
    former: Option<&PublishedSite>,
    outcome: &Outcome,
    files: BTreeSet<OutputPath>,
) -> (Option<AddressChanges>, Faults) {
    let Some(former) = former else {
        return (None, Faults::new());
    };
    let (changes, findings) = check::compare(
        former,
        &PublishedSite {
            pages: outcome.pages.clone(),
            files,
        },
    );
    (Some(changes), findings)
}

/// Lists the folders of the site at `root` that no output may touch, and the user's home.
pub(super) fn protected(root: &Path) -> ProtectedFolders {
    let names = ["content", "themes", ".masthead", ".schemas", ".vscode"];
    let sources = names.map(|name| root.join(name)).to_vec();
    ProtectedFolders {
        root: root.to_path_buf(),
        sources,
        home: env::home_dir().filter(|home| !home.as_os_str().is_empty()),
    }
}

/// Gives today's date in a time zone: from `SOURCE_DATE_EPOCH` if it is set, so that a build can be
/// repeated, else from the clock.
pub(super) fn today(time_zone: &str) -> Result<Date, Failure> {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let now = match env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let parsed = seconds
                .trim()
                .parse()
                .ok()
                .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
            parsed.ok_or_else(|| {
                Failure::usage(format!(
                    "SOURCE_DATE_EPOCH is `{seconds}`; it should be a number of seconds since 1970"
                ))
            })?
        }
        // The clock of a machine may stand anywhere.
        Err(_) => jiff::Timestamp::try_from(SystemTime::now()).map_err(|_| {
            Failure::usage(
                "the clock of this machine stands after 30 December 9999 or before the year -9999; \
                 set it right",
            )
        })?,
    };
    Ok(now.to_zoned(zone).date())
}

/// Gives the exit code for these findings.
pub(super) fn exit(findings: &Faults) -> Exit {
    if findings.has_errors() {
        Exit::Faults
    } else {
        Exit::Clean
    }
}
