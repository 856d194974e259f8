//! Words that several commands of `masthead benchmark` say. From: numbers. To: text.

/// Returns a number of services in words.
pub(super) fn services(count: usize) -> String {
    match count {
        1 => "1 service".to_owned(),
        count => format!("{count} services"),
    }
}
