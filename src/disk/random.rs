//! Random numbers of the system. Takes nothing; gives bytes that nobody can foresee.

/// Returns random bytes.
///
/// # Errors
/// Fails where the system has none.
pub fn random_bytes() -> Result<[u8; 32], getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
