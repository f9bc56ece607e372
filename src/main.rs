//! The `plimsoll` binary.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A run makes millions of small values on all cores: with the allocator of the C library a tenth of its time goes there.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    plimsoll::cli::main()
}
