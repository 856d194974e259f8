//! The threads that a command works on, and the memory that it needs. Takes their number and the
//! work; gives its result.

use super::failure::Failure;

/// The least memory, in bytes, in which a command can work on a small site.
#[cfg(unix)]
const LEAST_MEMORY: u64 = 160 << 20;

/// Makes sure that the system gives the program enough memory to begin. A program that runs out of
/// memory later is ended at once, whatever it does.
///
/// # Errors
/// Fails with words when it does not.
#[cfg(unix)]
pub(super) fn check_memory() -> Result<(), Failure> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::As).current;
    match limit {
        Some(limit) if limit < LEAST_MEMORY => Err(Failure::usage(format!(
            "the system gives masthead {} MB of memory, and even a small site needs {} MB; raise \
             the limit (`ulimit -v`)",
            limit >> 20,
            LEAST_MEMORY >> 20
        ))),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn check_memory() -> Result<(), Failure> {
    Ok(())
}

/// Runs `work` on `jobs` threads, or on as many as there are cores. Where the system gives none,
/// the current thread does everything.
pub(super) fn on_threads<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(jobs.unwrap_or(0)))
        .stack_size(8 << 20)
        .build();
    if let Ok(pool) = pool {
        return pool.install(work);
    }
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build();
    let result = work();
    // The current thread belongs to the pool until it ends.
    std::mem::forget(alone);
    result
}
