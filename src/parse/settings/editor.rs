//! Editors that the preview can open files in.

use schemars::JsonSchema;

/// An editor that can be asked from a browser to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Editor {
    /// Visual Studio Code.
    Code,
    /// The early versions of Visual Studio Code.
    #[schemars(rename = "code-insiders")]
    Insiders,
    /// `VSCodium`.
    Codium,
    /// Cursor.
    Cursor,
    /// Windsurf.
    Windsurf,
    /// Zed.
    Zed,
    /// Sublime Text.
    Sublime,
    /// `TextMate`.
    Textmate,
    /// `IntelliJ IDEA` and its kin.
    Idea,
}

impl Editor {
    /// Every editor with its name in the settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("code", Self::Code),
        ("code-insiders", Self::Insiders),
        ("codium", Self::Codium),
        ("cursor", Self::Cursor),
        ("windsurf", Self::Windsurf),
        ("zed", Self::Zed),
        ("sublime", Self::Sublime),
        ("textmate", Self::Textmate),
        ("idea", Self::Idea),
    ];
}
