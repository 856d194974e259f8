//! masthead turns a folder of markdown newsletters, report summaries and publications into a static
//! public site.
//!
//! # One way through
//!
//! ```text
//! scan ─► parse ─► model ─► resolve ─► render ─► emit ─► publish
//! [IO]   per file  whole    links      pages     files    [IO]
//!                  site
//! ```
//!
//! [`pipeline::build`] is that diagram as code. It is pure. It takes a [`source::SourceTree`], the
//! value that holds everything a build reads, and gives each finished file to a [`source::Sink`].
//! No stage opens a file, reads the clock or looks at the environment, so the same tree gives the
//! same bytes, at any number of threads and on any machine. The current day is a value in
//! [`pipeline::Options`].
//!
//! A stage takes values and returns a value together with [`base::Faults`]: every fault of every
//! file, not the first. `Result` is for input and output, at the edge.
//!
//! `docs/architecture.md` says of each stage what it takes, gives and never does, and how it saves
//! work when little has changed. `CONTRIBUTING.md` explains the words that names are made of, and
//! says which files to touch to add a field, a block, a message, a command or a rule.
//!
//! # Rooms
//!
//! | room | what it does |
//! |---|---|
//! | [`base`] | the vocabulary: paths, places in files, faults, dates, addresses, fingerprints |
//! | [`source`] | the site's folder as values |
//! | [`pictures`] | what is taken out of pictures, and the smaller ones that are made of them |
//! | [`parse`] | one file at a time: front matter, settings, markdown, fields of blocks |
//! | [`kinds`] | what each built-in kind of page does beyond its declared fields, one file a kind |
//! | [`bibliography`] | publications: reading, checking, formatting and writing references |
//! | [`numbers`] | figures: tables from data files, charts, and numbers as people write them |
//! | [`search`] | the index of entries, the script that reads it in the browser, and the searcher |
//! | [`memo`] | what a build remembers for the next one |
//! | [`model`] | the whole site: addresses, sections, issues, topics, what is held back |
//! | [`resolve`] | what every link, picture, citation and file reference means |
//! | [`render`] | pages as HTML, through the theme's templates |
//! | [`check`] | rules over a finished site: addresses that must last, searches that must find |
//! | [`emit`] | files beside the pages: feeds, site map, redirects, theme assets, host files |
//! | [`pipeline`] | the stages in order |
//! | [`disk`] | opens files beneath the site's folder, and keeps what this machine signed (IO) |
//! | [`scan`] | reads folders into a tree (IO) |
//! | [`publish`] | brings `public/` up to date, as a whole or not at all (IO) |
//! | [`present`] | findings and summaries as text or JSON |
//! | [`fixture`] | the door for tests: a site in memory |
//! | [`serve`] | the preview: pages over HTTP that follow their files (IO) |
//! | [`cli`] | the commands (IO) |
//!
//! A room imports only from rooms above it in this table. `tests/architecture` checks that, and
//! `.clippy.toml` keeps files, clock and environment out of rooms that are not marked IO.
//!
//! # What is deliberately absent
//!
//! No stage starts a program or opens a connection. There is no plug-in interface, no second way to
//! load settings, and no global state.

pub mod base;
pub mod bibliography;
pub mod check;
pub mod cli;
pub mod disk;
pub mod emit;
pub mod fixture;
pub mod kinds;
pub mod memo;
pub mod model;
pub mod numbers;
pub mod parse;
pub mod pictures;
pub mod pipeline;
pub mod present;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod scan;
pub mod search;
pub mod serve;
pub mod source;
