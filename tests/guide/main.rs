//! The user guide tells the truth. From: `docs/guide/` and what the program says of itself. To:
//! every example builds, every message shown is the one that is printed, every setting, option and
//! finding that exists is explained, and every link leads somewhere.
//!
//! A box of the guide says what it is after its language:
//!
//! | info string | what it is |
//! |---|---|
//! | `markdown content/about.md` | a whole file of the page's example site |
//! | `markdown text` | the text of a page of its own |
//! | `yaml top report` | lines at the top of a page of that kind |
//! | `yaml settings` | lines of `content/site.yaml`, for a site of its own |
//! | `markdown wrong content/about.md` | a file with a slip; its message stands after it |
//! | `console` | what is typed after `$`, and what is printed |
//! | `yaml .gitlab-ci.yml` | a file outside the site |
//! | `text` | anything else |
//!
//! `<!-- beside: content/about.md, content/garden.jpg -->` names files that examples of the page
//! point at.

mod examples;
mod names;
mod pages;
mod places;
mod styles;
