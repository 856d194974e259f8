//! The arguments of `masthead benchmark`. From: the command line. To: values for the other files
//! here.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// Options of `benchmark`.
#[derive(ClapArgs)]
pub(in crate::cli) struct BenchmarkArgs {
    #[command(subcommand)]
    pub(super) task: BenchmarkTask,
}

/// The tasks of `masthead benchmark`.
#[derive(Subcommand)]
pub(in crate::cli) enum BenchmarkTask {
    /// Make a code for each service in `private/services.csv` that has none
    Codes(CodesArgs),
    /// Write figures anew, with codes in place of the names of services
    Figures(RecodeArgs),
    /// Write a letter to each service, with its own figures marked, into `private/letters`
    Letters(LettersArgs),
}

/// Options of `benchmark codes`.
#[derive(ClapArgs)]
pub(in crate::cli) struct CodesArgs {
    /// The code of a service that has a new name, and keeps its code
    #[arg(long, value_name = "CODE")]
    pub(super) renamed: Vec<String>,
}

/// Options of `benchmark figures`. Whoever leaves the files out is shown an example.
#[derive(ClapArgs)]
#[command(override_usage = "masthead benchmark figures [OPTIONS] <FROM> <TO>")]
pub(in crate::cli) struct RecodeArgs {
    /// The file in which names stand for services, such as `private/figures.csv`
    #[arg(value_name = "FROM")]
    pub(super) from: Option<PathBuf>,
    /// The file to write, in `content` beside the page that shows it
    #[arg(value_name = "TO")]
    pub(super) to: Option<PathBuf>,
}

/// Options of `benchmark letters`.
#[derive(ClapArgs)]
pub(in crate::cli) struct LettersArgs {
    /// The pages whose figures the letters show, such as `content/reports/2015/benchmarking.md`
    /// [default: every page that has some]
    #[arg(value_name = "PAGE")]
    pub(super) pages: Vec<PathBuf>,
    /// Include pages that are drafts or scheduled for later
    #[arg(long, short = 'D')]
    pub(super) drafts: bool,
}
