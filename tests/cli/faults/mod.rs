//! Things that go wrong while a batch is on its way: each case by its number in `tests/README.md`.

mod rejected;
