//! The `masthead` program: hands over to [`masthead::cli`] and leaves with its exit code.

/// A build makes and drops millions of small values on several threads: the system's allocator
/// takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    masthead::cli::main()
}
