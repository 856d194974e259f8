//! The threads that a command works on. Takes their number and the work; gives its result.

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
