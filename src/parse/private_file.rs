//! Files that are for nobody's eyes: keys, databases, passwords of programs. Takes the name of a
//! file, or its text; such a file is neither published nor quoted.

use crate::base::SourcePath;

/// Endings of names of keys and of the data of programs.
const PRIVATE: [&str; 24] = [
    ".p12",
    ".pfx",
    ".ppk",
    ".jks",
    ".keystore",
    ".kdb",
    ".kdbx",
    ".pst",
    ".ost",
    ".sql",
    ".sqlite",
    ".sqlite3",
    ".db",
    ".db3",
    ".mdb",
    ".accdb",
    ".ovpn",
    ".rdp",
    ".agekey",
    ".mbox",
    ".sql.gz",
    ".sql.zip",
    ".sql.bz2",
    ".sql.xz",
];

/// Reports whether a file is for nobody's eyes by its name.
#[must_use]
pub fn is_private(path: &SourcePath) -> bool {
    let name = path.file_name();
    holds_passwords(name) || may_hold_a_key(path) || holds_data(&name.to_lowercase())
}

/// Reports whether a file is one in which programs keep passwords.
#[must_use]
pub fn holds_passwords(name: &str) -> bool {
    name == ".env"
        || name.starts_with(".env.")
        || name.starts_with(".htpasswd")
        || name.starts_with(".htdigest")
        || name.starts_with("wp-config.php")
        || matches!(
            name,
            ".netrc"
                | "_netrc"
                | ".npmrc"
                | ".pypirc"
                | ".pgpass"
                | ".my.cnf"
                | ".s3cfg"
                | ".boto"
                | ".dockercfg"
                | ".git-credentials"
                | ".bash_history"
                | ".zsh_history"
                | ".mysql_history"
                | ".psql_history"
        )
}

/// Reports whether a file is a key or the data of a program; the name is in small letters.
#[must_use]
pub fn holds_data(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let is_key = matches!(stem, "id_rsa" | "id_dsa" | "id_ecdsa" | "id_ed25519");
    is_key && name.rsplit('.').next() != Some("pub")
        || is_list_of_secrets(name)
        || matches!(name, "authorized_keys" | "known_hosts")
        || name != "thumbs.db" && ends_with_any(name, &PRIVATE)
}

/// Reports whether a name is that of a list of passwords: `passwords.xlsx`, `client_secret.json`.
fn is_list_of_secrets(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let names = [
        "secrets",
        "credentials",
        "client_secret",
        "passwords",
        "logins",
    ];
    let is_data = matches!(
        ending,
        "json" | "yaml" | "yml" | "toml" | "ini" | "txt" | "csv" | "xls" | "xlsx" | "ods"
    );
    is_data && names.contains(&stem)
}

/// Reports whether a file that was read holds a key, or has the name of one and is neither a
/// presentation nor a certificate.
#[must_use]
pub fn is_key(path: &SourcePath, text: &str) -> bool {
    let is_private = text.contains("-----BEGIN") && text.contains("PRIVATE KEY");
    let is_public = text.contains("BEGIN CERTIFICATE") || text.contains("BEGIN PUBLIC KEY");
    is_private || may_hold_a_key(path) && !is_public
}

/// Reports whether a file may be a key by its name. Programs for presentations use it, too.
#[must_use]
pub fn may_hold_a_key(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "pem" | "key")
}

/// Reports whether a name has one of these endings, and something before it.
#[must_use]
pub fn ends_with_any(name: &str, endings: &[&str]) -> bool {
    let mut endings = endings.iter();
    endings.any(|ending| name.len() > ending.len() && name.ends_with(ending))
}
