//! File sizes as a reader wants them.

/// Returns a number of bytes as people say it: in whole kilobytes below one megabyte (rounded up),
/// else in megabytes with one decimal. 1 KB is 1,000 bytes, as operating systems' file windows and
/// the NHS content guide count.
#[must_use]
pub fn human_size(bytes: u64) -> String {
    if bytes >= 999_001 {
        let tenths = (bytes + 50_000) / 100_000;
        return format!("{}.{} MB", tenths / 10, tenths % 10);
    }
    format!("{} KB", bytes.div_ceil(1000).max(1))
}

#[cfg(test)]
mod tests {
    use super::human_size;

    #[test]
    fn small_files_round_up_and_large_ones_have_a_decimal() {
        assert_eq!(human_size(0), "1 KB");
        assert_eq!(human_size(1001), "2 KB");
        assert_eq!(human_size(999_000), "999 KB");
        assert_eq!(human_size(999_001), "1.0 MB");
        assert_eq!(human_size(1_249_999), "1.2 MB");
    }
}
