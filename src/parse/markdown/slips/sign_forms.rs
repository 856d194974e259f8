//! What may stand between the two ends of a sign of another program. From: the text behind its
//! beginning. To: whether it is one.

/// Tells whether a text begins with the name of a command and a brace.
pub(super) fn is_command(inner: &str) -> bool {
    let name = inner.split('{').next().unwrap_or_default();
    let is_name = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_name && name.len() < inner.len()
}

/// Tells whether the first line of a text is a title: it begins with a capital letter, and does not
/// end as sentences do.
pub(super) fn is_title(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default().trim_end();
    line.starts_with(char::is_uppercase) && !line.ends_with(['.', ',', ';', ':', '!', '?'])
}

/// Tells whether this stands between the name of a mark of Textile and its full stop.
pub(super) fn is_of_textile(inner: &str) -> bool {
    let number = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = inner.len() - number.len() < 3;
    is_numbered && (number.is_empty() || number.starts_with('(') && number.ends_with(')'))
}

/// Tells whether this is the file of a picture, and the words behind it in round brackets.
pub(super) fn is_picture(inner: &str) -> bool {
    let (file, words) = inner.split_once('(').unwrap_or((inner, ")"));
    let ending = file.rsplit('.').next().unwrap_or_default();
    let is_file = ["jpg", "jpeg", "png", "gif", "svg", "webp"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    is_file
        && file.len() > ending.len()
        && !file.contains(char::is_whitespace)
        && words.ends_with(')')
}

/// Returns the command of LaTeX that a text begins with, of those that stand alone.
pub(super) fn command_alone(text: &str) -> Option<&str> {
    const NAMES: [&str; 16] = [
        "newpage",
        "pagebreak",
        "clearpage",
        "cleardoublepage",
        "tableofcontents",
        "maketitle",
        "noindent",
        "hfill",
        "vfill",
        "item",
        "LaTeX",
        "bigskip",
        "medskip",
        "smallskip",
        "linebreak",
        "newline",
    ];
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let name = &text[..end];
    NAMES.contains(&name).then_some(name)
}

/// Tells whether this is the name of an emoji.
pub(super) fn is_emoji(inner: &str) -> bool {
    const LONGEST: usize = 40;
    let is_of_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_name = inner.len() > 2
        && inner.starts_with(|c: char| c.is_ascii_lowercase())
        && inner.bytes().all(is_of_name);
    inner.len() < LONGEST && (is_name || matches!(inner, "+1" | "-1" | "ok"))
}

pub(super) fn goes_on_as_word(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ':' | '/' | '_'))
}

/// Tells whether the colon at an offset may begin the name of an emoji.
pub(super) fn may_name_emoji(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = text.get(at + 1);
    let is_apart = before.is_none_or(|byte| {
        !byte.is_ascii_alphanumeric() && !matches!(byte, b':' | b'/' | b'`' | b'_')
    });
    is_apart && after.is_some_and(|byte| byte.is_ascii_lowercase() || matches!(byte, b'+' | b'-'))
}

/// Tells whether braces hold attributes: `.lead`, `#place`, `width=50%`.
pub(super) fn is_attributes(inner: &str) -> bool {
    let words = inner.split_whitespace();
    let is_attribute = |word: &str| {
        let name = word.strip_prefix(['.', '#']).unwrap_or(word);
        let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let has_value = word
            .split_once('=')
            .is_some_and(|(_, value)| !value.is_empty());
        is_named && (word.len() > name.len() || has_value)
    };
    words.clone().next().is_some_and(is_attribute) && !inner.contains(['\n', '{', '(', ';'])
}
