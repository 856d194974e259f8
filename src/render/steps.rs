//! Limits on what templates may do. The engine counts a step for every instruction, and for every
//! 64 bytes of text or list that a template makes, so steps bound the memory that a page takes as
//! well as its time.
//!
//! All templates of a page share one allowance: its own, those of its blocks, and the parts that it
//! shows. Most pages need a few thousand steps. A page that needs more than [`USUAL`] is rendered
//! anew when no other such page is, so the memory that templates take does not grow with the number
//! of threads. The pages of a site share an allowance, too, which grows with their number.

use minijinja::{Error, ErrorKind, State};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The most steps that the templates of one page may take: a list of 10,000 entries takes about a
/// million.
pub(super) const MOST: u64 = 6_000_000;
/// The most steps of a page that is rendered beside others.
const USUAL: u64 = 1_000_000;
/// The most steps that the pages of a site may take on average, beside [`MOST_ANYWHERE`].
const MOST_ON_AVERAGE: u64 = 300_000;
/// The steps that any site may take, however few pages it has.
const MOST_ANYWHERE: u64 = 60_000_000;

/// The steps that the templates of one page take together.
#[derive(Debug)]
pub(super) struct PageSteps {
    allowed: u64,
    taken: AtomicU64,
}

impl PageSteps {
    /// Begins a page that may take so many steps.
    pub(super) const fn new(allowed: u64) -> Self {
        Self {
            allowed,
            taken: AtomicU64::new(0),
        }
    }

    /// Returns the steps taken so far.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Takes away from the fuel of a template that begins what the page may not use. Where nothing
    /// is left, the template's first instruction fails.
    pub(super) fn begin(&self, state: &State<'_, '_>) {
        let left = self.allowed.saturating_sub(self.taken());
        let _ = state.consume_fuel(MOST.saturating_sub(left));
    }

    /// Notes the steps of a template that has come to its end.
    pub(super) fn end(&self, state: &State<'_, '_>) {
        let left = left(state);
        self.taken
            .store(self.allowed.saturating_sub(left), Ordering::Relaxed);
    }
}

/// Returns the steps that a template may still take.
pub(super) fn left(state: &State<'_, '_>) -> u64 {
    state.fuel_levels().map_or(0, |(_, left)| left)
}

/// Reports whether a template was stopped because of its steps.
pub(super) fn is_out_of_steps(error: &Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let of_engine = error.downcast_ref::<Error>();
        if of_engine.is_some_and(|error| error.kind() == ErrorKind::OutOfFuel) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The steps that the templates of a site take together.
#[derive(Debug, Default)]
pub(super) struct SiteSteps {
    pages: AtomicU64,
    taken: AtomicU64,
    /// Held while a page is rendered that takes more steps than usual.
    turn: Mutex<()>,
}

impl SiteSteps {
    /// Adds to the pages that are rendered.
    pub(super) fn expect(&self, pages: usize) {
        self.pages.fetch_add(pages as u64, Ordering::Relaxed);
    }

    /// Renders a page with the usual allowance, and with the largest one if that does not suffice.
    pub(super) fn page<T>(
        &self,
        mut render: impl FnMut(PageSteps) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match render(PageSteps::new(USUAL)) {
            Err(error) if is_out_of_steps(&error) => {
                let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
                render(PageSteps::new(MOST))
            }
            rendered => rendered,
        }
    }

    /// Notes the steps of a page. Returns what is wrong where the site has taken too many.
    pub(super) fn add(&self, taken: u64) -> Option<String> {
        let all = self.taken.fetch_add(taken, Ordering::Relaxed) + taken;
        let pages = self.pages.load(Ordering::Relaxed);
        let most = MOST_ANYWHERE + pages * MOST_ON_AVERAGE;
        (pages > 0 && all > most && taken > MOST_ON_AVERAGE).then(|| {
            format!(
                "the templates take too long: this page takes {taken} steps, and all pages \
                 together take more than {} million",
                most / 1_000_000
            )
        })
    }
}
