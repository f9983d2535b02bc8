//! The flags of the verbs that train and measure.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{AlgorithmArg, FiguresFormat, Jobs, Lists, TaskArg, cost, interpolation, precision, smoothing};

#[derive(ClapArgs)]
pub(crate) struct Train {
    /// CSV with text (or headline, body) and topics (or label), several topics joined with `;`; may be absent where
    /// --topics has keywords
    #[arg(value_name = "LABELS", required_unless_present = "taxonomy")]
    pub(crate) labels: Option<PathBuf>,
    /// Model file to write
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) output: PathBuf,
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) algorithm: AlgorithmArg,
    #[command(flatten)]
    pub(crate) parameters: Parameters,
    /// Parts in which articles are held out in turn for figures, calibration and thresholds; 0 for none, which is fast
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(0..=50))]
    pub(crate) folds: u8,
    /// One topic an article or several; the labels decide by default
    #[arg(long, value_enum)]
    pub(crate) task: Option<TaskArg>,
    /// The topics that labels may name, and no others: CSV with id, chinese, english, covers, and keywords that stand for a topic
    /// until labels say more
    #[arg(long, visible_alias = "topics", value_name = "CSV")]
    pub(crate) taxonomy: Option<PathBuf>,
    /// Model to build on, `default` for the built-in one; the more labels there are, the less it says
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["words", "stop_words"])]
    pub(crate) base: Option<PathBuf>,
    /// Pages (.txt), folders of them, or articles in CSV or JSONL, all without labels: used if cross-validation finds that
    /// they help
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    pub(crate) unlabelled: Vec<PathBuf>,
    /// Words that are to be cut whole, one a line, instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) words: Option<PathBuf>,
    /// Words to leave out, one a line, instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) stop_words: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

/// Parameters by hand, each one value or several to choose from.
#[derive(ClapArgs)]
pub(crate) struct Parameters {
    /// Smoothing of naive Bayes, one value or several to choose from by cross-validation: 0.05 or 0.02,0.1
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = smoothing)]
    pub(crate) smoothing: Vec<f64>,
    /// C of the support vector machine, what an article on the wrong side costs it; one value or several
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = cost)]
    pub(crate) cost: Vec<f64>,
    /// Share of the support vector machine beside naive Bayes, 0 to 1; one value or several
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = interpolation)]
    pub(crate) interpolation: Vec<f64>,
}

#[derive(ClapArgs)]
pub(crate) struct Evaluate {
    /// Labelled CSV, or page gold: folders or files NAME.txt with NAME.json beside them
    #[arg(value_name = "GOLD", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: FiguresFormat,
    /// For a labelled CSV: train on the rest of the table for each of so many folds, instead of using a model
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=50))]
    pub(crate) folds: Option<u8>,
    /// Rows with one value in this column stay in one fold; five folds unless --folds says otherwise
    #[arg(long, value_name = "COLUMN", conflicts_with = "by_date")]
    pub(crate) group: Option<String>,
    /// Cut the rows by date into as many parts and ask about each part after training on those before it
    #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "date")]
    pub(crate) by_date: Option<String>,
    /// Train on 100, 200, 400, 800 and all rows of these labels, gold left out, and ask each model about the gold
    #[arg(long, value_name = "LABELS", conflicts_with_all = ["folds", "group", "by_date", "fail_under"])]
    pub(crate) learning_curve: Option<PathBuf>,
    /// How to train, where folds or parts are trained
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) algorithm: AlgorithmArg,
    /// For a labelled CSV: so many of the worst mistakes of either kind, with the terms that caused them
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) worst: usize,
    /// For a labelled CSV: tag as `tag --precision` does
    #[arg(long, value_name = "SHARE", value_parser = precision)]
    pub(crate) precision: Option<f64>,
    /// Leave with status 4 when micro F1 of the topics is below this
    #[arg(long, value_name = "F1")]
    pub(crate) fail_under: Option<f64>,
    #[command(flatten)]
    pub(crate) lists: Lists,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}
