//! The threads that a command works on. Takes their number and the work; gives its result.

use super::failure::Failure;

/// Runs `work` on `jobs` threads, or on as many as there are cores.
pub(super) fn threads<T: Send>(
    jobs: Option<u16>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Failure> {
    let jobs = usize::from(jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(8 << 20)
        .build();
    let pool =
        pool.map_err(|error| Failure::usage(format!("cannot start {jobs} threads: {error}")))?;
    Ok(pool.install(work))
}
