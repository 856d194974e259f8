//! What a file is that nobody means to publish, and what its finding says.

/// What a file is that nobody means to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOutFile {
    /// A program keeps settings in it, and perhaps passwords.
    Secret,
    /// A key, or the data of a program.
    Private,
    /// A system or an office program left it beside another file.
    Companion,
    /// A backup that a program made.
    Backup,
    /// The name of a file that iCloud keeps elsewhere.
    Elsewhere,
    /// A file that a browser did not finish.
    Unfinished,
    /// A copy of another file, made by hand or by a service that keeps folders alike.
    Copy,
}

impl LeftOutFile {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Secret => {
                "this file may hold passwords of a program, so it is not read and not published"
            }
            Self::Private => "this file is a key or the data of a program, so it is not published",
            Self::Companion => "a system or an office program left this file; it is not published",
            Self::Backup => "this is a backup of another file, and is not published",
            Self::Elsewhere => "iCloud keeps this file elsewhere: it cannot be read or published",
            Self::Unfinished => "a browser did not finish this file; it is not published",
            Self::Copy => "this is a copy of another file, and is not published",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Secret | Self::Private => "keep it outside of the folders `content` and `themes`",
            Self::Companion => "delete it",
            Self::Backup => "delete it, or keep it outside of the folder `content`",
            Self::Elsewhere => "open its folder in the Finder, and choose Download Now for it",
            Self::Unfinished => "delete it, and fetch the file again",
            Self::Copy => {
                "compare the two and delete one; if both are meant, give this one another name"
            }
        }
    }
}
