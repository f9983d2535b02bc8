//! Things that go wrong while a batch is on its way: each case by its number in `tests/README.md`.

mod batch;
mod determinism;
mod hostile;
#[cfg(unix)]
mod interrupt;
#[cfg(unix)]
mod output;
mod rejected;
#[cfg(unix)]
mod resume;
#[cfg(target_os = "linux")]
mod shim;
