//! The schemes of addresses that a link may have, wherever it is written: in markdown, in HTML, in
//! settings and blocks, in drawings.

/// Schemes by which a link leads to a person, a place, a file or a program, and none of which runs
/// anything in the page, in the order of the alphabet. Most are those of the registry of schemes
/// that IANA keeps (RFC 7595); the others are those of programs that people talk with.
pub const FOLLOWED_SCHEMES: [&str; 76] = [
    "acct",
    "apt",
    "bitcoin",
    "callto",
    "dav",
    "dns",
    "doi",
    "ethereum",
    "facetime",
    "facetime-audio",
    "feed",
    "finger",
    "fish",
    "ftp",
    "ftps",
    "gemini",
    "geo",
    "git",
    "go",
    "gopher",
    "gtalk",
    "h323",
    "http",
    "https",
    "im",
    "imap",
    "info",
    "ipfs",
    "ipns",
    "irc",
    "irc6",
    "ircs",
    "lightning",
    "magnet",
    "mailto",
    "maps",
    "matrix",
    "mid",
    "mms",
    "msteams",
    "mumble",
    "news",
    "nntp",
    "openpgp4fpr",
    "payto",
    "pkcs11",
    "podcast",
    "rsync",
    "rtsp",
    "rtsps",
    "session",
    "sftp",
    "sgnl",
    "signal",
    "sip",
    "sips",
    "skype",
    "slack",
    "sms",
    "smsto",
    "snews",
    "spotify",
    "ssh",
    "svn",
    "tel",
    "telnet",
    "tg",
    "tox",
    "urn",
    "viber",
    "webcal",
    "webcals",
    "whatsapp",
    "xmpp",
    "xri",
    "zoommtg",
];

/// Reports whether a visitor may follow addresses of the scheme `name`, whatever its case.
#[must_use]
pub fn is_followed(name: &str) -> bool {
    FOLLOWED_SCHEMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_in_a_page_is_followed() {
        assert!(FOLLOWED_SCHEMES.is_sorted());
        for name in [
            "javascript",
            "JavaScript",
            "data",
            "vbscript",
            "file",
            "blob",
            "c",
            "",
        ] {
            assert!(!is_followed(name), "{name}");
        }
        assert!(is_followed("WhatsApp"));
    }
}
