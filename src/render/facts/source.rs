//! The sources of the values of templates: data with a fingerprint, by which a build tells whether
//! a page is fresh.
//!
//! A source keeps its data to itself and shows no more of it than its fingerprint covers. So what
//! a template sees of a source cannot change without the source's fingerprint.

use crate::base::{Date, Digest, UrlPath};
use crate::bibliography::format::FormattedText;
use crate::render::current_page::CurrentPage;
use crate::resolve::Target;

/// Data that values for templates are made from.
pub(in crate::render) trait Source {
    /// Adds everything that a value made from the data can show.
    fn add_to(&self, digest: Digest) -> Digest;
}

impl<T: Source + ?Sized> Source for &T {
    fn add_to(&self, digest: Digest) -> Digest {
        (**self).add_to(digest)
    }
}

impl<T: Source> Source for Option<T> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self, |digest, source| source.add_to(digest))
    }
}

impl<A: Source, B: Source> Source for (A, B) {
    fn add_to(&self, digest: Digest) -> Digest {
        self.1.add_to(self.0.add_to(digest))
    }
}

impl<T: Source> Source for [T] {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self, |digest, source| source.add_to(digest))
    }
}

impl<T: Source> Source for Vec<T> {
    fn add_to(&self, digest: Digest) -> Digest {
        self.as_slice().add_to(digest)
    }
}

impl Source for str {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.text(self)
    }
}

impl Source for String {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.text(self)
    }
}

impl Source for UrlPath {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.text(self.as_str())
    }
}

impl Source for CurrentPage {
    /// Adds the address, which determines where links start.
    fn add_to(&self, digest: Digest) -> Digest {
        digest.text(self.url.as_str())
    }
}

impl Source for usize {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.number(*self)
    }
}

impl Source for bool {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.number(usize::from(*self))
    }
}

impl Source for Date {
    fn add_to(&self, digest: Digest) -> Digest {
        digest
            .number(usize::from(self.year().cast_unsigned()))
            .number(usize::from(self.month().cast_unsigned()))
            .number(usize::from(self.day().cast_unsigned()))
    }
}

impl Source for FormattedText {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { html, text } = self;
        digest.text(html).text(text)
    }
}

impl Source for Target {
    /// Adds all of a target except the number of its page, which holds for one build only.
    fn add_to(&self, digest: Digest) -> Digest {
        match self {
            Self::Page {
                page: _,
                url,
                anchor,
            } => digest.number(1).text(url.as_str()).maybe(anchor.as_deref()),
            Self::File {
                source,
                url,
                size,
                pixels,
                smaller,
                tint,
                pages,
                suffix,
            } => digest
                .number(2)
                .text(source.as_str())
                .text(url.as_str())
                .text(suffix)
                .shown(&(size, pixels, tint, pages))
                // Other addresses of smaller pictures follow from the address.
                .all(
                    smaller.iter().flat_map(|set| &set.covers),
                    |digest, cover| digest.text(cover.social.url.as_str()),
                ),
            Self::Data(source) => digest.number(3).text(source.as_str()),
            Self::Made(url) => digest.number(4).text(url.as_str()),
            Self::Here(anchor) => digest.number(5).text(anchor),
            Self::External(url) => digest.number(6).text(url),
            Self::Nothing => digest.number(7),
            Self::Citation(number) => digest.number(8).number(*number),
        }
    }
}
