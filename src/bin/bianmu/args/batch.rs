//! Flags of the verbs that work through a batch of inputs.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::failures::{Limit, List};

/// What becomes of inputs that cannot be read.
#[derive(ClapArgs)]
pub(crate) struct Batch {
    /// List the inputs that were rejected, with codes and advice, in this CSV; `report` has it in its folder
    #[arg(long, value_name = "CSV")]
    pub(crate) failures: Option<PathBuf>,
    /// Stop when more inputs are rejected than this number, or this share such as 5%
    #[arg(long, value_name = "N|N%")]
    pub(crate) max_failures: Option<Limit>,
}

impl Batch {
    /// Where rejected inputs are to be listed.
    pub(crate) fn list(&self) -> Option<List> {
        self.failures.clone().map(List::Named)
    }
}

/// Whether a run goes on with one that broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resume {
    Yes,
    No,
}

/// The flag for it.
#[derive(ClapArgs)]
pub(crate) struct Resuming {
    /// Go on with the same run where it was broken off, doing only what is missing
    #[arg(long, requires = "output")]
    resume: bool,
}

impl Resuming {
    pub(crate) fn choice(&self) -> Resume {
        if self.resume { Resume::Yes } else { Resume::No }
    }
}
