//! What a flag can be set to where only a few words will do.

use clap::ValueEnum;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line
    #[value(aliases = ["ndjson", "json"])]
    Jsonl,
    /// A table
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SegmentFormat {
    /// One JSON object a line
    #[value(aliases = ["ndjson", "json"])]
    Jsonl,
    /// A table
    Csv,
    /// The pages with every item in a colour, to check the split by eye
    #[value(aliases = ["htm"])]
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlgorithmArg {
    /// The best by cross-validation
    Auto,
    /// Multinomial naive Bayes, each topic against the rest
    Nb,
    /// Naive Bayes refined by a linear support vector machine
    Nbsvm,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum TaskArg {
    /// Exactly one topic an article
    Exclusive,
    /// Any number of topics an article
    Multilabel,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColumnArg {
    District,
    Topic,
    Month,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    County,
    City,
    Province,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutArg {
    Long,
    Wide,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FiguresFormat {
    /// For people
    Text,
    /// For machines
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For people
    Text,
    /// For machines
    Json,
    /// One page without scripts, the text in colours
    #[value(aliases = ["htm"])]
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlaceFormat {
    /// For people
    Text,
    /// One JSON object a text
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// A table with a row a cell and article
    Csv,
    /// One JSON object a cell
    #[value(aliases = ["ndjson", "json"])]
    Jsonl,
}
