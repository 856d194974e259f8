//! Renders pages as HTML. Takes a `Site`, its resolved references and a theme; gives the text of
//! every page that the site has.
//!
//! A template gets its own page and the settings as values; everything else it asks for through
//! functions, so that what a page depends on can be told from what it asked.
//!
//! The files stand in four layers, and each imports only from those before it:
//!
//! 1. **theme**: `current_page` is the page being made, and `output` what it is made as, with
//!    `feed_entry` and `calendar` for the last steps of two; `words`, `theme_slips`,
//!    `faults`, `theme`, `steps`, `weight` and `bounded` compile templates, and render them within
//!    limits.
//! 2. **facts**: `views`, `shared_parts`, `answers`, `cards`, `lead`, `links` and `page_search`
//!    know the pages there are and what a build answers from; `facts` declares what templates see
//!    of it, `structured_data` and `previews` write two of the values, and `template_slips`
//!    compares what templates of kinds ask for.
//! 3. **functions**: `shared`, `functions`, `date_filters` and `calendar_times` are what templates
//!    can call, and `charts` draws in the site's words.
//! 4. **page**: `body`, `citations` and `content` render the texts of a page, `letters` gives what
//!    a letter shows, and `renderer` writes the whole page, as any output.

mod answers;
mod body;
mod bounded;
mod calendar;
mod calendar_times;
mod cards;
mod charts;
mod citations;
mod content;
mod current_page;
mod date_filters;
mod facts;
mod faults;
mod feed_entry;
mod functions;
mod lead;
mod letters;
mod links;
mod output;
mod page_search;
mod previews;
mod renderer;
mod shared;
mod shared_parts;
mod steps;
mod structured_data;
mod template_slips;
mod theme;
mod theme_slips;
mod views;
mod weight;
mod words;

pub use answers::RenderContext;
pub use body::table_url;
pub use cards::{CardDesign, lacks_picture};
pub use facts::declare::Fact;
pub use facts::guide::{field_table, guide_tables};
pub use faults::{TemplateFault, report};
pub use letters::LetterService;
pub use output::{CALENDAR, FEED_ENTRY, Output, PAGE};
pub use renderer::{Rendered, Renderer, TemplateValues};
pub use template_slips::kind_slips;
pub use theme::{Theme, load_theme};
pub use views::{View, views};
