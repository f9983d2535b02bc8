//! Ctrl-C: once finishes what is under way, twice stops.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use anyhow::{Context, ensure};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::exit;
use crate::output::Output;

/// Set by the first Ctrl-C.
static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// From now on the first Ctrl-C only asks the run to stop, and [`check`] tells; the second stops it.
pub(crate) fn listen() -> anyhow::Result<()> {
    let stop = flag::register_conditional_shutdown(SIGINT, exit::FAILED.into(), Arc::clone(&ASKED));
    stop.and_then(|_| flag::register(SIGINT, Arc::clone(&ASKED))).map(drop).context("cannot listen for Ctrl-C")
}

/// The same where a file is written; what goes to standard output can be stopped at any time.
pub(crate) fn listen_for(output: &Output) -> anyhow::Result<()> {
    if output.file().is_some() { listen() } else { Ok(()) }
}

/// Fails when the run was asked to stop.
pub(crate) fn check() -> anyhow::Result<()> {
    ensure!(
        !ASKED.load(Ordering::Relaxed),
        "stopped by Ctrl-C; the output is as it was before; --resume, where the verb has it, goes on from here"
    );
    Ok(())
}
