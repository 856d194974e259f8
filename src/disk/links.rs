//! Where a link in the site's folder may lead. Takes the real place of its target; gives words for
//! one that is not for publication. Touches nothing.

pub use crate::parse::place::STATIC;

use crate::parse::place::PRIVATE;
use std::path::Path;

/// The target of a link that may not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Something that is not in the site's folder.
    Outside,
    /// The site's folder itself.
    WholeSite,
    /// A file or folder in `private/`.
    Private,
    /// A file or folder whose name, or the name of a folder above it, starts with a dot.
    Hidden,
}

impl LinkTarget {
    /// Returns why a link to this place may not be followed, or `None` if it may. `target` is the
    /// real place of the target below the site's real folder, if it stands there, and `verbatim`
    /// that of [`STATIC`].
    pub(super) fn refused(target: Option<&Path>, verbatim: Option<&Path>) -> Option<Self> {
        let Some(target) = target else {
            return Some(Self::Outside);
        };
        if target.as_os_str().is_empty() {
            return Some(Self::WholeSite);
        }
        // Some disks take `Private` for the same folder.
        let first = target.components().next();
        if first.is_some_and(|name| name.as_os_str().eq_ignore_ascii_case(PRIVATE)) {
            return Some(Self::Private);
        }
        let is_verbatim = verbatim.is_some_and(|folder| target.starts_with(folder));
        (is_hidden(target) && !is_verbatim).then_some(Self::Hidden)
    }

    /// Names the target in a finding.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Outside => "something outside the site's folder",
            Self::WholeSite => "the whole of the site's folder",
            Self::Private => "a private file or folder",
            Self::Hidden => "a hidden file or folder",
        }
    }
}

/// Tells whether a name on the way to a file starts with a dot.
fn is_hidden(path: &Path) -> bool {
    path.components()
        .any(|name| name.as_os_str().to_string_lossy().starts_with('.'))
}
