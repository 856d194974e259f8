//! Addresses that open a file in the editor of the person at the preview. It takes the editor's
//! name and a place in a file, and gives an address that a browser passes on.

use crate::base::SourcePath;
use crate::parse::settings::Editor;
use std::path::PathBuf;

/// The editor that files are opened in, and where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorLinks {
    /// The absolute path of the site's folder.
    pub root: PathBuf,
    /// The editor.
    pub editor: Editor,
}

/// Returns the editor that a command names, as `$VISUAL` holds it: a program with or without its
/// path and options.
#[must_use]
pub fn editor_named(command: &str) -> Editor {
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    match name.trim_end_matches(".exe").trim_end_matches(".cmd") {
        "code-insiders" => Editor::Insiders,
        "codium" | "vscodium" => Editor::Codium,
        "cursor" => Editor::Cursor,
        "windsurf" => Editor::Windsurf,
        "zed" | "zeditor" => Editor::Zed,
        "subl" | "sublime_text" => Editor::Sublime,
        "mate" => Editor::Textmate,
        "idea" | "webstorm" | "pycharm" | "rustrover" => Editor::Idea,
        // The most common editor of those that open files from a browser; others do not.
        _ => Editor::Code,
    }
}

/// Returns the address by which an editor opens a file, with `{path}`, `{line}` and `{column}` left
/// to fill.
const fn pattern(editor: Editor) -> &'static str {
    match editor {
        Editor::Code => "vscode://file{path}:{line}:{column}",
        Editor::Insiders => "vscode-insiders://file{path}:{line}:{column}",
        Editor::Codium => "vscodium://file{path}:{line}:{column}",
        Editor::Cursor => "cursor://file{path}:{line}:{column}",
        Editor::Windsurf => "windsurf://file{path}:{line}:{column}",
        Editor::Zed => "zed://file{path}:{line}:{column}",
        Editor::Sublime => "subl://open?url=file://{path}&line={line}&column={column}",
        Editor::Textmate => "txmt://open?url=file://{path}&line={line}&column={column}",
        Editor::Idea => "idea://open?file={path}&line={line}&column={column}",
    }
}

impl EditorLinks {
    /// Returns the address that opens a file.
    #[must_use]
    pub fn href(&self, file: &SourcePath, line: usize, column: usize) -> Option<String> {
        let path = self.root.join(file.as_str());
        let path = path.to_str()?.replace('\\', "/");
        let path = if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        };
        // Written as an address, so that a blank or a `#` in a name does not end it.
        let encoded = crate::base::UrlPath::new(&path).absolute("/");
        let pattern = pattern(self.editor).replace("{path}", &encoded);
        Some(
            pattern
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(command: &str) -> Option<String> {
        let links = EditorLinks {
            root: PathBuf::from("/my site"),
            editor: editor_named(command),
        };
        links.href(&SourcePath::new("content/a#b.md"), 3, 7)
    }

    #[test]
    fn a_file_is_opened_in_the_editor_that_the_surroundings_name() {
        assert_eq!(
            href("code --wait").as_deref(),
            Some("vscode://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("code-insiders").as_deref(),
            Some("vscode-insiders://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("/usr/bin/zed").as_deref(),
            Some("zed://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("").as_deref(),
            Some("vscode://file/my%20site/content/a%23b.md:3:7")
        );
    }
}
