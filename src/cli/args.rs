//! Every command and option, with the words of its help.

use super::benchmark::args::BenchmarkArgs;
use super::new::args::NewArgs;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes:
  0  everything went well
  1  the content has faults; nothing was published
  2  the command, the folder or the machine is at fault
  3  another build is running";

const COMPLETIONS: &str = "Where to put the script:
  bash        masthead completions bash > ~/.local/share/bash-completion/completions/masthead
  zsh         masthead completions zsh > ~/.zfunc/_masthead
              (~/.zshrc has: fpath+=~/.zfunc; autoload -Uz compinit; compinit)
  fish        masthead completions fish > ~/.config/fish/completions/masthead.fish
  powershell  masthead completions powershell >> $PROFILE
  elvish      masthead completions elvish >> ~/.config/elvish/rc.elv
Make the folder first if it is not there, and open a new terminal afterwards.";

/// Turns a folder of newsletters, reports and pages into a public website.
#[derive(Parser)]
#[command(name = "masthead", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: CliCommand,
}

/// Options of every command.
#[derive(ClapArgs, Clone, Debug)]
pub(super) struct GlobalArgs {
    /// The site's folder, which holds `content` [default: this folder, or the nearest one above it
    /// that does]
    #[arg(long, short, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Print faults and nothing else
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// How to print what was found
    #[arg(long, global = true, value_name = "FORM", default_value = "human")]
    pub(super) format: FindingFormat,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColourChoice,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// For people.
    Human,
    /// One JSON document, for programs.
    Json,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal that has them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one, for as long as the program runs"
)]
#[derive(Subcommand)]
pub(super) enum CliCommand {
    /// Build the site into `public`
    Build(BuildArgs),
    /// Look for faults without writing anything
    Check(CheckArgs),
    /// Show the site in a browser, and follow every change of its files
    Serve(ServeArgs),
    /// List pages: published, held back, due for review
    List(ListArgs),
    /// Search the built site, as its visitors do
    Search(SearchArgs),
    /// Make a small site to start from
    Init(InitArgs),
    /// Start a page, an issue, an article, a report or another kind of page
    New(NewArgs),
    /// Put publications from other programs into a list of the site
    Import(ImportArgs),
    /// Print the site's publications in another form
    Export(ExportArgs),
    /// Compare services without naming them: codes, figures with codes, letters
    Benchmark(BenchmarkArgs),
    /// Print JSON Schemas: what settings, people and pages may say
    Schema(SchemaArgs),
    /// Explain what a fault means, or what a page is made from
    Explain(ExplainArgs),
    /// Remove what `build` wrote
    Clean(CleanArgs),
    /// Print a script that lets your shell finish commands and options
    #[command(after_help = COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
}

/// Options of `build`.
#[derive(ClapArgs)]
pub(super) struct BuildArgs {
    /// The folder to write [default: `public` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) content: ContentArgs,
    /// Make everything anew, and keep nothing for the next build
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Leave out search: no index, and no search field on pages
    #[arg(long)]
    pub(super) no_search: bool,
}

/// Options of `check`.
#[derive(ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) content: ContentArgs,
}

/// Options of `search`.
#[derive(ClapArgs)]
pub(super) struct SearchArgs {
    /// What a visitor types
    #[arg(
        value_name = "QUERY",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    pub(super) query: Option<String>,
    /// The most results to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Read queries from standard input, one a line, and print a line of JSON for each
    #[arg(long)]
    pub(super) batch: bool,
    /// The folder that `build` wrote [default: `public` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

/// Options of commands that read the content.
#[derive(ClapArgs)]
pub(super) struct ContentArgs {
    /// The address the site will have, instead of `base_url` in the settings
    #[arg(long, short = 'u', value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Include drafts
    #[arg(long, short = 'D')]
    pub(super) drafts: bool,
    /// Include pages that are scheduled for later
    #[arg(long, short = 'F')]
    pub(super) future: bool,
    /// Compare addresses with a published site: its `.masthead.json`
    #[arg(long, value_name = "MANIFEST")]
    pub(super) against: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// How many threads to use, at most 256 [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
}

/// Options of `serve`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(ClapArgs)]
pub(super) struct ServeArgs {
    /// The port to listen on [default: 1414, or the next that is free]
    #[arg(long, short, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) port: Option<u16>,
    /// The address to listen on; `0.0.0.0` lets others on your network look
    #[arg(long, short, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) interface: std::net::IpAddr,
    /// Open the site in your browser
    #[arg(long, short = 'O')]
    pub(super) open: bool,
    /// The address the site will have, instead of `base_url` in the settings
    #[arg(long, short = 'u', value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Show drafts
    #[arg(long, short = 'D')]
    pub(super) drafts: bool,
    /// Show pages that are scheduled for later
    #[arg(long, short = 'F')]
    pub(super) future: bool,
    /// Leave pages as `build` makes them: no bar, no messages, no reloading
    #[arg(long)]
    pub(super) no_reload: bool,
    /// Look for changes every second, where the system does not tell of them
    #[arg(long)]
    pub(super) poll: bool,
    /// How many threads to use, at most 256 [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
}

/// Options of `list`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(ClapArgs)]
pub(super) struct ListArgs {
    /// Only drafts
    #[arg(long, short = 'D')]
    pub(super) drafts: bool,
    /// Only pages that are scheduled for later
    #[arg(long, short = 'F')]
    pub(super) future: bool,
    /// Only pages that have expired
    #[arg(long, short = 'E')]
    pub(super) expired: bool,
    /// Only pages whose `review_by` has come
    #[arg(long)]
    pub(super) stale: bool,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Options of `init`.
#[derive(ClapArgs)]
pub(super) struct InitArgs {
    /// The folder to make, or an existing one without `content`
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// Options of `import`.
#[derive(ClapArgs)]
pub(super) struct ImportArgs {
    /// Files of publications: BibTeX, RIS, PubMed, CSL-JSON or YAML; `-` reads what is piped in
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The list to put them into [default: the one in `content/publications`]
    #[arg(long, value_name = "LIST")]
    pub(super) into: Option<PathBuf>,
    /// Say what would change, and write nothing
    #[arg(long, short = 'n')]
    pub(super) dry_run: bool,
}

/// Options of `export`.
#[derive(ClapArgs)]
pub(super) struct ExportArgs {
    /// The keys of the publications [default: all of them]
    #[arg(value_name = "KEY")]
    pub(super) keys: Vec<String>,
    /// The form
    #[arg(long, short, value_name = "FORM")]
    pub(super) to: ExportForm,
    /// The citation style of `text`, instead of the site's
    #[arg(long, value_name = "NAME")]
    pub(super) style: Option<String>,
}

/// Forms that publications are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportForm {
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    CslJson,
    /// The form for typing.
    Yaml,
    /// References in a citation style.
    Text,
}

/// Options of `schema`.
#[derive(ClapArgs)]
pub(super) struct SchemaArgs {
    /// What to describe; without it, everything in one document
    // `super::command_line` adds the names that there are.
    #[arg(value_name = "WHAT")]
    pub(super) what: Option<String>,
    /// Write what editors read into the site's folder instead: `.schemas`, and snippets for Visual
    /// Studio Code
    #[arg(long, conflicts_with = "what")]
    pub(super) write: bool,
}

/// Options of `explain`.
#[derive(ClapArgs)]
pub(super) struct ExplainArgs {
    /// The name of a fault, such as `broken-link`, or the address of a page, such as `/about/`;
    /// without it, all faults are listed
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

/// Options of `clean`.
#[derive(ClapArgs)]
pub(super) struct CleanArgs {
    /// The folder that `build` wrote [default: `public` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

/// Options of `completions`.
#[derive(ClapArgs)]
pub(super) struct CompletionsArgs {
    /// The shell that you type commands into
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(ClapArgs)]
pub(super) struct ManArgs {
    /// The folder to write the pages to, such as ~/.local/share/man/man1; without it, the main page
    /// is printed
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}
