//! Sites at the moment before a build that is about to be disturbed.

use crate::strace::{Call, Spoil, changing_calls, spoilt};
use crate::support::tree::Tree;
use crate::support::{Ran, Site};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Number of disturbed builds that run at a time.
const WORKERS: usize = 4;

/// A site before a build, and what the build should make of it.
pub(crate) struct Scenario {
    before: Site,
    /// `public/` before the build.
    pub(crate) old: Tree,
    /// `public/` after it.
    pub(crate) new: Tree,
    /// The calls by which the build changes it.
    pub(crate) calls: Vec<Call>,
}

impl Scenario {
    /// The site is not published yet.
    pub(crate) fn first() -> Self {
        Self::of(five_pages())
    }

    /// A site is published; a page is changed, one added, one removed, and others have put files
    /// into the output.
    pub(crate) fn update() -> Self {
        let site = five_pages();
        site.build();
        site.put("public/.well-known/token", "of others");
        site.put("public/news/of-others.txt", "of others");
        edit(&site);
        Self::of(site)
    }

    fn of(before: Site) -> Self {
        let old = before.tree("public");
        let after = copy(&before);
        let calls = changing_calls(&after);
        let new = after.tree("public");
        assert!(old != new && new.files().len() >= 10, "{:?}", new.files());
        Self {
            before,
            old,
            new,
            calls,
        }
    }

    /// The calls, one a line.
    pub(crate) fn listed(&self) -> String {
        self.calls
            .iter()
            .map(|call| call.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Builds once for every call, with that call spoilt, and hands each to `check`.
    pub(crate) fn each_spoilt(&self, spoil: Spoil, check: impl Fn(&Call, &Site, &Ran) + Sync) {
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| {
                    while let Some(call) = self.calls.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let (site, ran) = spoilt(&self.before, call, spoil);
                        check(call, &site, &ran);
                    }
                });
            }
        });
    }

    /// Builds again, undisturbed, and insists that this finishes the work and leaves nothing.
    pub(crate) fn finish(&self, site: &Site) {
        site.build();
        site.tree("public").assert_same(&self.new);
        let staged = site.tree(".masthead/publish");
        let left: Vec<&String> = staged
            .0
            .keys()
            .filter(|path| path.contains("stag"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

fn five_pages() -> Site {
    Site::new()
        .write(
            "content/news/one.md",
            "---\ntitle: One\n---\nSee ![the picture](picture.svg)\n",
        )
        .write(
            "content/news/picture.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
        )
        .write("content/gone/page.md", "---\ntitle: Gone soon\n---\n")
}

/// A picture of one pixel.
const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

fn edit(site: &Site) {
    site.put(
        "content/news/one.md",
        "---\ntitle: One\n---\nChanged. See ![the picture](picture.svg)\n",
    );
    site.put(
        "content/news/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>",
    );
    site.put(
        "content/fresh/page.md",
        "---\ntitle: New\n---\nSee ![the photo](photo.png)\n",
    );
    site.put("content/fresh/photo.png", PHOTO);
    site.remove("content/gone");
}

/// A copy of a whole site.
pub(crate) fn copy(site: &Site) -> Site {
    let copy = Site::empty();
    let status = Command::new("cp")
        .arg("--archive")
        .arg(site.path("."))
        .arg(copy.root())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "cp failed");
    copy
}
