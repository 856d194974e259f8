//! A value that a thread of its own computes while other work goes on.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A value that is being computed.
pub(super) struct BackgroundValue<T> {
    make: Arc<dyn Fn() -> T + Send + Sync>,
    made_beside: Mutex<Option<Receiver<T>>>,
    value: OnceLock<T>,
}

impl<T: Send + 'static> BackgroundValue<T> {
    /// Starts to compute the value. With a single worker thread, or when the system refuses another
    /// one, the value is computed when it is first asked for.
    pub(super) fn start(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let make: Arc<dyn Fn() -> T + Send + Sync> = Arc::new(make);
        let (sender, receiver) = sync_channel(1);
        let beside = rayon::current_num_threads() > 1;
        let work = make.clone();
        // The receiver may be gone by then.
        let thread =
            beside.then(|| std::thread::Builder::new().spawn(move || drop(sender.send(work()))));
        let started = thread.is_some_and(|thread| thread.is_ok());
        Self {
            make,
            made_beside: Mutex::new(Some(receiver).filter(|_| started)),
            value: OnceLock::new(),
        }
    }

    /// Waits until the value is computed, and returns it.
    pub(super) fn get(&self) -> &T {
        self.value.get_or_init(|| {
            let beside = self
                .made_beside
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            beside
                .and_then(|receiver| receiver.recv().ok())
                .unwrap_or_else(|| (self.make)())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::BackgroundValue;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_value_is_made_once_by_one_thread_or_two() {
        for threads in [1, 2] {
            let count = Arc::new(AtomicUsize::new(0));
            let counted = count.clone();
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("threads");
            pool.install(|| {
                let later =
                    BackgroundValue::start(move || counted.fetch_add(1, Ordering::Relaxed) + 7);
                assert_eq!((*later.get(), *later.get()), (7, 7));
            });
            assert_eq!(count.load(Ordering::Relaxed), 1);
        }
    }
}
