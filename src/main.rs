//! The `masthead` program: hands over to [`masthead::cli`] and leaves with its exit code.

fn main() -> std::process::ExitCode {
    masthead::cli::main()
}
